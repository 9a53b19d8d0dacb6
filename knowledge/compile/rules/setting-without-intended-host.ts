import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'
import { effective, slotNames } from '../meaning.ts'

/** Hosts and ports that were seen somewhere, with what must stand in their place. */
const SEEN: ReadonlyMap<string, string> = new Map([
  ['kmsHostAsked', 'kmsHostIntended'],
  ['kmsHostSet', 'kmsHostIntended'],
  ['kmsHostsPublished', 'kmsHostIntended'],
  ['kmsPortAsked', 'kmsPortIntended'],
  ['kmsPortSet', 'kmsPortIntended'],
  ['kmsPortPublished', 'kmsPortIntended'],
])

/** A command that sets something is filled with a host that was only seen, which may be the wrong one. */
export function settingWithoutIntendedHost(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    section.commands
      .filter((command) => effective(section, command).risk !== 'reads')
      .flatMap((command) =>
        slotNames(command.template)
          .filter((name) => SEEN.has(name))
          .map((name) =>
            finding(
              draft,
              command,
              `a command that sets something must not be filled with {${name}}; use {${SEEN.get(name)}}, or mark it risk=reads`,
            ),
          ),
      ),
  )
}
