import type { Corpus, Finding } from '../../compile/corpus.ts'
import { at, eachInvocation } from '../each-invocation.ts'

/** A script is named without its folder, or with one that only some machines have. */
export function hardWiredFolder(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) => {
    const { tool, program } = checked.invocation
    if (tool?.name === 'ospp.vbs' && !program.includes('{officeFolder}')) {
      return [at(checked, program, 'the folder of ospp.vbs differs; write "{officeFolder}\\ospp.vbs"')]
    }
    if (tool?.name === 'slmgr.vbs' && !/^"?%(?:windir|systemroot)%\\system32\\/i.test(program)) {
      return [at(checked, program, 'say where slmgr.vbs lies; write %windir%\\system32\\slmgr.vbs')]
    }
    return []
  })
}
