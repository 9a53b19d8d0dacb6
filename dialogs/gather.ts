import { type Command, type FactName, type GraphNode, isFactName, type Known, type Shell } from '../knowledge/index.ts'
import { groundOf } from './arrive.ts'
import { ask } from './ask.ts'
import { fillCommand } from './commands.ts'
import { TOOLS, type Tool } from './gather-tools.ts'
import { graphOf, known, nodeOf, type Scene } from './scene.ts'
import type { Option } from './state.ts'
import { slotValue } from './steps.ts'
import { factsSought, isLookUp } from './tool-facts.ts'
import { type ShownCommand, say, type View } from './view.ts'
import { type Ground, onlyWay } from './walk.ts'

// An expert looks a few questions ahead; further on the path depends on the answers.
const FARTHEST = 5
const WORTH_IT = 2

/** Offers one block for several open questions, where the tools of the PC can tell two or more of them. */
export function gatherOption(scene: Scene): Option[] {
  const node = nodeOf(scene, scene.state.node)
  if (node === undefined || node.runOn === 'kmsHost' || node.runOn === 'dnsServer') return []
  if (node.kind === 'question' ? !isTold(node) : !isLookUp(node)) return []
  if (scene.state.rounds[GATHERED] !== undefined || toolsFor(scene).length < WORTH_IT) return []
  return [{ pick: 'gather', label: scene.language.buttons.gather }]
}

const GATHERED = '#gather'

const isTold = ({ fact }: GraphNode) =>
  TOOLS.some(({ tells, tellsWith }) => [...tells, ...(tellsWith ?? [])].includes(fact ?? ''))

/** Shows the block: what each command reads, one line for each shell, and what to do with it. */
export function takeGather(scene: Scene): View {
  const { says } = scene.language
  const { state } = scene
  const tools = toolsFor(scene)
  state.rounds = { ...state.rounds, [GATHERED]: 1 }
  const elevated = known(scene, 'adminRights')?.value !== false
  const view: View = {
    ...say(''),
    title: says.gatherTitle,
    body: tools.map(({ id }) => `- ${says.gathers[id] ?? id}`),
    ...blockOf(scene, tools, elevated),
    options: state.options.filter(({ pick }) => pick !== 'gather'),
    more: state.more,
  }
  return ask(scene, state.asking, view)
}

// The licence and the last requests hold the code, where there is one.
const FIRST_LOOK = ['dstatus', 'dlv', 'event']

/** The block for who knows the product and nothing else. */
export function firstBlock(scene: Scene): Pick<View, 'where' | 'steps' | 'isEither' | 'question'> {
  const product = known(scene, 'product')?.value
  const fits = (tool: Tool) => tool.product === undefined || tool.product === product
  return blockOf(
    scene,
    TOOLS.filter((tool) => FIRST_LOOK.includes(tool.id) && fits(tool)),
    false,
  )
}

function blockOf(scene: Scene, tools: readonly Tool[], elevated: boolean) {
  const { says } = scene.language
  const block = (shell: 'cmd' | 'powershell'): ShownCommand => ({
    text: blockLine(scene, tools, shell),
    shell,
    runOn: 'client',
    elevated,
    risk: 'reads',
  })
  const prompts: [Shell, boolean][] = [
    ['cmd', elevated],
    ['powershell', elevated],
  ]
  return {
    where: says.where('client', prompts, 'reads'),
    steps: [
      { text: says.gatherCmd, commands: [block('cmd')] },
      { text: says.gatherPowerShell, commands: [block('powershell')] },
    ],
    isEither: true,
    question: says.gatherPaste,
  }
}

function blockLine(scene: Scene, tools: readonly Tool[], shell: 'cmd' | 'powershell'): string {
  const lines = tools.map((tool) => lineOf(scene, tool, shell))
  return shell === 'cmd' ? `(${lines.join(' & ')}) 2>&1 | clip` : `& { ${lines.join('; ')} } 2>&1 | clip`
}

/** What reads the facts that nobody has told yet, one line for each shell; nothing when all of them are known. */
export function collectLines(scene: Scene): { shell: Shell; text: string }[] {
  const product = known(scene, 'product')?.value
  const fits = (tool: Tool) => tool.product === undefined || product === undefined || tool.product === product
  const tools = TOOLS.filter(
    (tool) => fits(tool) && lineOf(scene, tool, 'cmd') !== '' && tool.tells.some((one) => isOpen(scene, one)),
  )
  if (tools.length === 0) return []
  return (['cmd', 'powershell'] as const).map((shell) => ({ shell, text: blockLine(scene, tools, shell) }))
}

function lineOf(scene: Scene, tool: Tool, shell: 'cmd' | 'powershell'): string {
  const filled = fill(scene, tool[shell])
  return filled === undefined && tool.anywhere ? tool.anywhere[shell] : (filled ?? '')
}

const COMMANDS = new Map(TOOLS.flatMap(({ cmd, powershell }) => [cmd, powershell]).map((one) => [one, commandOf(one)]))

function commandOf(template: string): Command {
  const slots = [...template.matchAll(/\{([A-Za-z0-9]+)\}/g)].flatMap(([, name = '']) => (isFactName(name) ? name : []))
  return { template, shell: 'cmd', runOn: 'client', elevated: true, risk: 'reads', slots }
}

// None when a value is missing or is none that may stand in a command.
function fill(scene: Scene, template: string): string | undefined {
  const { text, open } = fillCommand(
    COMMANDS.get(template) ?? commandOf(template),
    (fact) => slotValue(scene, fact),
    (fact) => fact,
  )
  return open.length === 0 ? text : undefined
}

/** The fewest tools that tell what is missing on the path ahead. */
function toolsFor(scene: Scene): Tool[] {
  const missing = missingAhead(scene)
  if (missing.length === 0) return []
  const product = known(scene, 'product')?.value
  const isTelling = ({ tells, tellsWith }: Tool) =>
    missing.some((fact) => tells.includes(fact) || tellsWith?.includes(fact))
  const usable = TOOLS.filter(
    (tool) =>
      (tool.product === undefined || tool.product === product) && isTelling(tool) && lineOf(scene, tool, 'cmd') !== '',
  )
  const chosen = new Set<Tool>()
  for (const fact of missing) {
    // What one of them tells already need not be read again.
    const together = usable.filter(
      ({ tells, tellsWith }) => tellsWith?.includes(fact) && tells.some((one) => isOpen(scene, one)),
    )
    const alone = usable.filter(({ tells }) => tells.includes(fact))
    if (alone.some((tool) => chosen.has(tool))) continue
    for (const tool of alone[0] ? [alone[0]] : together) chosen.add(tool)
  }
  return usable.filter((tool) => chosen.has(tool))
}

const isOpen = (scene: Scene, name: string) => isFactName(name) && known(scene, name) === undefined

// What this look shall bring and the next questions ask, as far as it is still open.
function missingAhead(scene: Scene): FactName[] {
  const { nodes } = graphOf(scene)
  const ground = remembering(groundOf(scene))
  const missing = new Set<FactName>()
  const seen = new Set<string>()
  let level = [scene.state.node ?? '']
  for (let depth = 0; depth < FARTHEST; depth += 1) {
    const next: string[] = []
    for (const id of level) {
      const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined
      if (node === undefined || seen.has(id) || (node.kind !== 'question' && !isLookUp(node))) continue
      seen.add(id)
      const isHere = depth === 0 && node.kind === 'step'
      const sought = isHere ? factsSought(nodes, node).slice(0, 2) : [node.fact ?? []].flat()
      for (const fact of sought) if (ground.known(fact) === undefined && node.runOn !== 'kmsHost') missing.add(fact)
      const only = onlyWay(ground, node)
      next.push(...(only === undefined ? node.choices.map(({ target }) => target) : [only]))
    }
    level = next
  }
  return [...missing]
}

// Nothing is learned while looking ahead, and many questions ask for one fact.
function remembering(ground: Ground): Ground {
  const looked = new Map<FactName, Known | undefined>()
  const known = (fact: FactName) => {
    if (!looked.has(fact)) looked.set(fact, ground.known(fact))
    return looked.get(fact)
  }
  return { ...ground, known }
}
