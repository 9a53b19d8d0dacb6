import { type Corpus, type Finding, type Located, nodeId } from '../corpus.ts'
import type { Draft, Section } from '../draft.ts'
import { finding, quote } from '../finding.ts'

/** A translation has no original, or a node of it has other commands, another fact or another id. */
export function translationDiffers(corpus: Corpus): Finding[] {
  const originals = new Map(corpus.documents.map((draft) => [draft.id, draft]))
  return corpus.translations.flatMap((draft) => {
    const original = originals.get(draft.id)
    if (!original)
      return [finding(draft, draft, `there is no document "${draft.id}" to translate; name the file like its original`)]
    return draft.sections.flatMap((section, index) => compareSection(corpus, draft, section, original.sections[index]))
  })
}

function compareSection(corpus: Corpus, draft: Draft, section: Section, partner?: Section): Finding[] {
  const id = section.comments.find(({ key }) => key === 'id')?.text ?? section.slug
  const name = nodeId(draft, { ...section, slug: id })
  const original = corpus.nodes.get(corpus.names.get(name) ?? '')
  if (!original) {
    const advice = partner ? `name it with the comment \`<!-- id: ${partner.slug} -->\`` : 'take it out'
    return [finding(draft, section, `the original has no node ${quote(name)}; ${advice}`)]
  }
  return differences(original, section).map((difference) => finding(draft, section, difference))
}

function differences({ section: original }: Located, section: Section): string[] {
  const commands = (one: Section) => one.commands.map(({ template }) => template)
  const values = (one: Section) => one.choices.map(({ value }) => value?.text ?? '')
  const same = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((one, i) => one === b[i])
  return [
    ...(same(commands(original), commands(section))
      ? []
      : ['its commands differ from those of the original; copy them']),
    ...(original.fact?.text === section.fact?.text ? [] : ['it names another fact than the original; copy it']),
    ...(same(values(original), values(section))
      ? []
      : ['its choices take other values than those of the original; copy them in the same order']),
  ]
}
