import { ask } from './ask.ts'
import type { MachinesOfCause } from './conversation.ts'
import { type MachineGroup, nextGroup } from './fleet-groups.ts'
import { plainTitle } from './plain-title.ts'
import { type Scene, topicOf } from './scene.ts'
import { say, type View } from './view.ts'

/** The name of a group that has no topic. */
export function titleOf({ language }: Scene, { cause, kind, facts }: MachineGroup): string {
  if (kind === 'code') return cause
  const product = facts.product && language.valueName('product', facts.product.value)
  return language.fleet.state(language.valueName('licenseStatus', cause) ?? cause, product)
}

/** The machines of the paste that have trouble, as a ticket names them. */
export function machinesByCause(scene: Scene): MachinesOfCause[] {
  const { groups = [], at } = scene.state.fleet ?? {}
  return groups.map((group, index) => ({
    cause: causeOf(scene, group),
    machines: group.machines,
    names: group.names,
    ...(index === at && { isTopic: true as const }),
  }))
}

/** Offers the next group when one is done; nothing where all of them were taken up. */
export function offerNextGroup(scene: Scene, sentence: string): View | undefined {
  const { state, language } = scene
  const index = nextGroup(state.fleet)
  const group = index === undefined ? undefined : state.fleet?.groups[index]
  if (group === undefined) return undefined
  const view = say(`${sentence} ${language.fleet.next(causeOf(scene, group), group.machines)}`, [
    { pick: `group:${index}`, label: language.buttons.yes },
    { pick: 'no', label: language.buttons.no },
  ])
  return ask(scene, { kind: 'also', topic: group.topic ?? '' }, view)
}

// The topic that treats it says more than its code.
function causeOf(scene: Scene, group: MachineGroup): string {
  const topic = topicOf(scene, group.topic)
  return topic ? plainTitle(topic.title) : titleOf(scene, group)
}
