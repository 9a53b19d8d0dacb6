import type { GraphNode, Machine } from '../knowledge/index.ts'
import type { Source } from './conversation.ts'
import { graphOf, nodeOf, type Scene, topicOf } from './scene.ts'
import { gravest } from './steps.ts'
import type { ShownCommand, ShownStep } from './view.ts'

/** Where a procedure runs and what it touches, one entry per machine. */
export function whereOf(scene: Scene, node: GraphNode, steps: readonly ShownStep[]): string | undefined {
  const { says } = scene.language
  const commands = steps.flatMap((step) => step.commands)
  if (commands.length === 0) {
    return node.runOn && steps.length > 0 ? says.whereByHand(node.runOn, node.risk ?? 'reads') : undefined
  }
  const machines = [...new Set(commands.map(({ runOn }) => runOn))]
  return machines
    .map((machine) =>
      onMachine(
        scene,
        machine,
        commands.filter(({ runOn }) => runOn === machine),
      ),
    )
    .join('; ')
}

function onMachine({ language }: Scene, machine: Machine, commands: readonly ShownCommand[]): string {
  const shells = [...new Set(commands.map(({ shell }) => shell))]
  const elevated = commands.some((command) => command.elevated)
  const prompts = shells.map((shell): [typeof shell, boolean] => [shell, elevated])
  return language.says.where(machine, prompts, gravest(commands.map(({ risk }) => risk)))
}

/** How to take a step back: said once per card, and only where something was changed. */
export function undoOf(scene: Scene, node: GraphNode, steps: readonly ShownStep[]): string[] {
  const own = node.undo && (nodeOf(scene, node.undo)?.title ?? node.undo)
  const changing = steps.flatMap(({ commands }) => commands.filter(({ risk }) => risk !== 'reads'))
  const ways = changing.length > 0 ? changing.flatMap(({ undo }) => undo ?? []) : own ? [own] : []
  const useful = [...new Set(ways)].filter((way) => !/^(nothing|not needed)/i.test(way))
  return useful.length > 0 ? [scene.language.says.undo(useful.join('; '))] : []
}

/** Where a node comes from: document, heading, lines. */
export function sourceOf(scene: Scene, node: GraphNode): Source {
  const { document: id, heading, lines } = node.provenance
  const document = graphOf(scene).documents.find((one) => one.id === id)?.title ?? id
  const about = topicOf(scene, id)?.summary ?? node.body
  return { document, place: scene.language.says.place(heading, lines[0], lines[1]), about }
}
