import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import type { Place, Section } from '../draft.ts'
import { finding } from '../finding.ts'
import { effective } from '../meaning.ts'

/** A step that restarts, edits the registry or uses up an activation does not say how to take it back. */
export function undoMissing(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    places(section).map((place) =>
      finding(
        draft,
        place,
        'the step does not say how to take it back; add `undo: …` to its note, in words too when there is no way back',
      ),
    ),
  )
}

function places(section: Section): Place[] {
  const own = effective(section)
  const risk = section.settings.find(({ key }) => key === 'risk')
  if (risk && isGrave(own.risk) && own.undo === undefined) return [risk]
  return section.commands.filter((command) => {
    const { risk, undo } = effective(section, command)
    return isGrave(risk) && undo === undefined
  })
}

function isGrave(risk: string): boolean {
  return risk === 'restart' || risk === 'registry' || risk === 'mak'
}
