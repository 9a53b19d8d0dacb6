import { type DialogGraph, FACTS, type Facts, isFactName, type Match } from '../knowledge/index.ts'
import { plainWords } from './intent.ts'
import { graphOf, known, type Scene } from './scene.ts'
import { statementsIn } from './statements-in.ts'

const NO_RIGHTS = '0x80070005'
// An elevated prompt opens in system32, and its window says so in every language of Windows.
const ELEVATED_PROMPT = /^[ \t]*(?:PS )?[a-z]:\\windows\\system32>|^[ \t]*(?:\S{1,40}: )?admini?str\S{1,10}:/im
const MAY_BE_ELEVATED = /system32>|admini?str/i
const LONGEST_READ = 64 * 1024

/** What a text lets on about who is asking, so that it need not be asked: a prompt, an output, the way they speak. */
export function inferRights(scene: Scene, text: string, match: Match): Facts {
  const isTold = known(scene, 'adminRights') !== undefined || match.facts.adminRights !== undefined
  const role = statementsIn(scene, text).personRole
  if (role === 'user') return isTold ? {} : { adminRights: { value: false, from: 'derived' } }
  if (role === 'itStaff' || known(scene, 'personRole')) return isTold || !hasRights(scene, text, match) ? {} : RIGHTS
  if (worksOnHost(match) || scene.language.hear.STAFF.test(plainWords(text)))
    return { ...STAFF, ...(isTold ? {} : RIGHTS) }
  return !isTold && hasRights(scene, text, match) ? RIGHTS : {}
}

const RIGHTS: Facts = { adminRights: { value: true, from: 'derived' } }
const STAFF: Facts = { personRole: { value: 'itStaff', from: 'derived' } }

// Whoever tells what a KMS host counts, or where it listens, has looked there.
function worksOnHost({ evidence }: Match): boolean {
  const facts = Object.keys(evidence.facts).filter(isFactName)
  return facts.some((fact) => FACTS[fact].scope === 'kmsHost' && evidence.facts[fact]?.from !== 'derived')
}

function hasRights(scene: Scene, text: string, match: Match): boolean {
  if (match.evidence.codes.some(({ code }) => code === NO_RIGHTS)) return false
  if (MAY_BE_ELEVATED.test(text) && ELEVATED_PROMPT.test(text.slice(0, LONGEST_READ))) return true
  const tools = match.evidence.readings.flatMap(({ tool }) => tool.split('.')[1] ?? [])
  const said = match.codes.length > 0 ? match.facts.commandOption?.value : undefined
  const options = [...tools.map((option) => `/${option}`), ...(typeof said === 'string' ? [said] : [])]
  return options.some((option) => needsElevation(scene, option))
}

// The output of a command that fails without an elevated prompt comes out of one.
function needsElevation(scene: Scene, option: string): boolean {
  const graph = graphOf(scene)
  const options = elevatedOptions.get(graph) ?? findElevatedOptions(graph)
  elevatedOptions.set(graph, options)
  return options.has(option)
}

// A graph has hundreds of commands, and never changes.
const elevatedOptions = new WeakMap<DialogGraph, ReadonlySet<string>>()

function findElevatedOptions({ nodes }: DialogGraph): ReadonlySet<string> {
  const commands = Object.values(nodes).flatMap((node) => node.commands)
  const changing = commands.filter(({ elevated, risk }) => elevated && risk !== 'reads')
  return new Set(changing.flatMap(({ template }) => template.toLowerCase().split(/[ :]/)))
}
