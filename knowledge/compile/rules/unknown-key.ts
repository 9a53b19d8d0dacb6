import type { Corpus, Finding } from '../corpus.ts'
import type { Draft, Place } from '../draft.ts'
import { finding, quote } from '../finding.ts'
import { didYouMean } from '../nearest.ts'
import { FENCE_KEYS, FRONT_MATTER_KEYS, isOneOf, NOTE_KEYS } from '../vocabulary.ts'

/** A key of the front matter, of a node's first note or of a fence is not one of the dialect. */
export function unknownKey({ documents, translations }: Corpus): Finding[] {
  return [...documents, ...translations].flatMap((draft) => [
    ...draft.frontMatter.entries.flatMap((entry) => check(draft, entry, entry.text, FRONT_MATTER_KEYS)),
    ...draft.sections.flatMap(({ settings, commands }) => [
      ...settings.flatMap((setting) => check(draft, setting, setting.key, NOTE_KEYS)),
      ...commands.flatMap((command) =>
        command.settings.flatMap((setting) => check(draft, setting, setting.key, FENCE_KEYS)),
      ),
    ]),
  ])
}

function check(draft: Draft, at: Place, key: string, keys: readonly string[]): Finding[] {
  if (isOneOf(keys, key)) return []
  return [
    finding(draft, at, `there is no key ${quote(key)} here${didYouMean(key, keys, `there are ${keys.join(', ')}`)}`),
  ]
}
