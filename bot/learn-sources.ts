import { importArticle, isLearn, sourceLine } from '../knowledge/import/index.ts'
import type { Diagnostic, Source } from '../knowledge/index.ts'

/** Documents with those of Microsoft Learn imported, and what was found on the way. */
export type Prepared = {
  sources: Source[]
  diagnostics: Diagnostic[]
  /** Moves what the compiler says about an imported document to the line of the file that was named. */
  restate: (diagnostic: Diagnostic) => Diagnostic
}

/** Sends files that were written for Microsoft Learn through the importer; documents of the dialect stay as they are. */
export function importLearn(sources: readonly Source[]): Prepared {
  const imported = new Map<string, string[]>()
  const diagnostics: Diagnostic[] = []
  const prepared = sources.map((source) => {
    if (!isLearn(source.text)) return source
    const { markdown, diagnostics: found } = importArticle(source.text, source.path)
    diagnostics.push(...found)
    imported.set(source.path, markdown.split('\n'))
    return { path: source.path, text: markdown }
  })
  const restate = (diagnostic: Diagnostic): Diagnostic => {
    const lines = imported.get(diagnostic.file)
    return lines ? { ...diagnostic, line: sourceLine(lines, diagnostic.line), column: 1 } : diagnostic
  }
  return { sources: prepared, diagnostics, restate }
}
