import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import type { Draft } from '../draft.ts'
import { finding } from '../finding.ts'

/** Two documents have one file name, or two headings of a document one slug. */
export function duplicateId(corpus: Corpus): Finding[] {
  const documents = new Map<string, Draft>()
  const sections = new Map<string, number>()
  const found: Finding[] = []
  for (const draft of corpus.documents) {
    const first = documents.get(draft.id)
    if (first) found.push(finding(draft, draft, `${first.path} is called "${draft.id}" too; rename one of them`))
    else documents.set(draft.id, draft)
  }
  for (const { id, draft, section } of eachSection(corpus)) {
    if (documents.get(draft.id) !== draft) continue
    const line = sections.get(id)
    if (line === undefined) sections.set(id, section.line)
    else
      found.push(
        finding(
          draft,
          section,
          `the heading in line ${line} makes the node "${id}" already; word one of them differently`,
        ),
      )
  }
  return found
}
