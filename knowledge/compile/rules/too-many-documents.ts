import type { Corpus, Finding } from '../corpus.ts'

/** There are more documents than the compiler reads. */
export function tooManyDocuments({ size, limits }: Corpus): Finding[] {
  if (size.documents <= limits.documents) return []
  const message = `${size.documents} documents are more than the ${limits.documents} that are read; take some out of the folder`
  return [{ file: 'documents', line: 1, column: 1, message }]
}
