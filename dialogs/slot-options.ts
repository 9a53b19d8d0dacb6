import { FACTS, type FactName, type FactType } from '../knowledge/index.ts'
import { isWellFormed } from './commands.ts'
import { openRows, publishedEditions, suits } from './derive.ts'
import { sayFact } from './learn.ts'
import { graphOf, insideHost, known, type Scene } from './scene.ts'
import type { Option } from './state.ts'

/** The values a fact can have here: those that the tables leave open, or all of its list. */
export function slotOptions(scene: Scene, fact: FactName): Option[] {
  if (fact === 'kmsHostIntended') return hostOptions(scene)
  const type: FactType = FACTS[fact].type
  const option = (value: string) => ({
    pick: `value:${fact}:${value}`,
    label: scene.language.valueName(fact, value) ?? value,
  })
  const listed =
    fact === 'edition' ? editions(scene) : fact === 'windowsVersion' ? windows(scene) : tableValues(scene, fact)
  if (listed.length > 0) return listed.map(option)
  if (type.kind === 'boolean')
    return ['true', 'false'].map((value) => ({ ...option(value), label: yesNo(scene, value) }))
  return type.kind === 'choice' ? type.values.map(option) : []
}

const MOST = 5

/** Of a long list the values that most people have; the others are typed. */
export function usualOptions({ language }: Scene, fact: FactName, options: readonly Option[]): Option[] {
  if (FACTS[fact].type.kind !== 'text' || options.length <= MOST + 1) return [...options]
  const usual = options.filter(({ pick }) => language.usualValues.includes(pick.slice(`value:${fact}:`.length)))
  return [...usual, ...options.filter((option) => !usual.includes(option))].slice(0, MOST)
}

const windows = ({ language }: Scene) => language.windowsVersions

function editions(scene: Scene): string[] {
  const product = known(scene, 'product')
  const facts = product ? { product, ...scene.state.facts } : scene.state.facts
  const ofTables = tableValues(scene, 'edition')
  return (ofTables.length > 0 ? ofTables : publishedEditions(facts)).filter((edition) =>
    isWellFormed('edition', edition),
  )
}

const yesNo = ({ language }: Scene, value: string) => (value === 'true' ? language.buttons.yes : language.buttons.no)

function tableValues(scene: Scene, fact: FactName): string[] {
  const valueFor = (name: FactName) => (name === fact ? undefined : known(scene, name)?.value)
  const cells = graphOf(scene).tables.flatMap((table) => {
    const column = table.by.indexOf(fact)
    return column < 0 || !suits(table, known(scene, 'product')?.value)
      ? []
      : openRows(table, valueFor).map(({ is }) => is[column]?.split('|')[0]?.trim() ?? '')
  })
  return [...new Set(cells)].filter((cell) => /^[A-Za-z0-9][\w .-]*$/.test(cell))
}

// The words on a button are ours; the host itself stands in the hint.
function hostOptions(scene: Scene): Option[] {
  const { buttons } = scene.language
  const sources = [
    ['kmsHostsPublished', buttons.hostPublished],
    ['kmsHostAsked', buttons.hostAsked],
    ['kmsHostSet', buttons.hostSet],
  ] as const
  return sources.flatMap(([fact, label]) => {
    const value = scene.state.facts[fact]?.value
    const host =
      Array.isArray(value) && value.length === 1 ? String(value[0]) : Array.isArray(value) ? undefined : value
    if (host === undefined || !insideHost(scene, String(host))) return []
    return [{ pick: `use:${fact}`, label, hint: sayFact(scene, fact, String(host)) }]
  })
}
