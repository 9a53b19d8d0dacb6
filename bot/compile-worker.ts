import { compile, parseLexicon } from '../knowledge/compile/index.ts'
import { prepareMatching } from '../knowledge/match/index.ts'
import { LIMITS } from '../knowledge/source/index.ts'
import { answerParent } from './answer-parent.ts'
import { hashOf } from './artefact.ts'
import type { CompiledKnowledge, CompileTask } from './compile-beside.ts'
import { readDocuments, readLexicon } from './documents.ts'

answerParent(({ folder, today, prepare }: CompileTask): CompiledKnowledge => {
  const words = readLexicon()
  const lexicon = parseLexicon(words)
  const compiled = compile(readDocuments(folder), lexicon.macros, LIMITS, today)
  const prepared = prepare && { prepared: prepareMatching(compiled.graph, lexicon, () => false) }
  return { ...compiled, lexicon, wording: hashOf(words), ...prepared }
})
