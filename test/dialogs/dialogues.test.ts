import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { startTalk, type Talk } from './talk.ts'

type Dialogue = {
  id: string
  title: string
  expected_path: string
  also_ok?: string[]
  turns: { user: string }[]
  final_must_contain: string[][]
  must_not_ask?: string[]
}

// Those tuned on, those by authors who had not seen the bot, and those that tell in words what tools would show.
const FILES = [
  'dialogues-dev',
  'dialogues-blind',
  'dialogues-blind-2',
  'dialogues-blind-3',
  'dialogues-blind-5',
  'dialogues-told',
]
const linesOf = (name: string) =>
  readFileSync(new URL(`../fixtures/queries/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
const dialoguesOf = (name: string): Dialogue[] => linesOf(name).map((line) => JSON.parse(line))
const dialogues = FILES.flatMap(dialoguesOf)
// Sealed: nobody has worked with what they show. How many of each are right, less one or two.
const SEALED: readonly (readonly [file: string, floor: number])[] = [
  ['dialogues-blind-4', 7],
  ['dialogues-blind-6', 5],
]
const { graph, matcher } = await loadKnowledge()

function* said({ turns }: Dialogue): Generator<Talk> {
  let talk = startTalk({ graph, matcher })
  for (const { user } of turns) {
    talk = talk.say(user)
    yield talk
  }
}

// Quotation marks around a folder do not matter.
const plain = (text: string) => text.toLowerCase().replace(/"/g, '')

function faultsOf(dialogue: Dialogue): string[] {
  const talks = [...said(dialogue)]
  const shown = talks.map((talk) => talk.text).join('\n')
  const paths = [dialogue.expected_path, ...(dialogue.also_ok ?? [])]
  const topic = talks.at(-1)?.turn.standing.topic
  const asked = talks.flatMap(({ turn }) => turn.standing.asks)
  return [
    ...(paths.some((path) => path === topic) ? [] : [`ends at ${topic}, not at ${paths.join(' or ')}`]),
    ...dialogue.final_must_contain
      .filter((group) => !group.some((one) => plain(shown).includes(plain(one))))
      .map((group) => `does not show ${group.join(' or ')}:\n${shown}`),
    ...asked.filter((fact) => dialogue.must_not_ask?.includes(fact)).map((fact) => `asks for ${fact}`),
  ]
}

describe('converse', () => {
  it('has dialogues to hold', () => {
    expect(dialogues.length).toBeGreaterThanOrEqual(120)
  })

  it.each(SEALED)('leads enough of the dialogues of %s, which nobody worked with, to their path', (file, floor) => {
    const right = dialoguesOf(file).filter((dialogue) => faultsOf(dialogue).length === 0)
    expect(right.length).toBeGreaterThanOrEqual(floor)
  })

  it.each(dialogues)('leads $id, $title, to its path and asks nothing that was told', (dialogue) => {
    expect(faultsOf(dialogue)).toEqual([])
  })

  it('asks who is asking at most once in a dialogue', () => {
    for (const dialogue of dialogues) {
      const rights = [...said(dialogue)].map(({ text }) => /Do you have them\?|Can you work there as admin/.test(text))
      // A question that stays open while something else is told is put again, but never after another one.
      const starts = rights.filter((isAsked, at) => isAsked && !rights[at - 1]).length
      expect(starts, dialogue.id).toBeLessThanOrEqual(1)
    }
  })
})
