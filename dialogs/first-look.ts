import { aside, ask } from './ask.ts'
import { offerPerson } from './escalate.ts'
import { firstBlock } from './gather.ts'
import { hearIntent, plainWords } from './intent.ts'
import { learn } from './learn.ts'
import { known, type Scene } from './scene.ts'
import type { Option } from './state.ts'
import { say, type View } from './view.ts'

const LOOKED = '#first-look'
const AGAIN = 2

/** Tells whether what holds the code was asked for, and no topic is found yet. */
const isLooking = ({ state }: Scene): boolean => state.node === undefined && state.rounds[LOOKED] !== undefined

/** Tells whether it was asked for more than once. */
export const isLookingAgain = (scene: Scene): boolean => isLooking(scene) && (scene.state.rounds[LOOKED] ?? 0) >= AGAIN

/** Asks who knows the product alone for what holds the code: by a block first, then by eye; then it offers a person. */
export function lookFirst(scene: Scene): View {
  const { says } = scene.language
  const before = scene.state.rounds[LOOKED] ?? 0
  scene.state.rounds = { ...scene.state.rounds, [LOOKED]: before + 1 }
  if (before === 0) return showBlock(scene, says.needCode)
  return before < AGAIN ? lookByEye(scene) : offerPerson(scene, [says.notUnderstoodAgain])
}

const showBlock = (scene: Scene, sentence: string) =>
  ask(scene, undefined, { ...say(sentence, [personOption(scene)]), ...firstBlock(scene) })

function lookByEye(scene: Scene, ...before: string[]): View {
  const { says } = scene.language
  scene.state.rounds = { ...scene.state.rounds, [LOOKED]: AGAIN }
  const byEye = says.lookByEye[known(scene, 'product')?.value === 'windows' ? 'windows' : 'office']
  return ask(scene, undefined, { ...say(''), body: [...before, byEye], options: [personOption(scene)] })
}

/** Helps with the block itself: how it is run, and that it needs no rights; nothing for anything else. */
export function helpLooking(scene: Scene, text: string): View | undefined {
  const { hear, says } = scene.language
  const words = plainWords(text)
  const hasNoRights = hear.NO_RIGHTS.test(words)
  if (!isLooking(scene)) return undefined
  if (hearIntent(scene.language, text) === 'how') return lookByEye(scene, says.howToLook)
  if ((!hasNoRights && !hear.HOW_TO_SEE.test(words)) || tellsMore(scene, text)) return undefined
  if (!hasNoRights) return lookByEye(scene, says.howToLook)
  learn(scene, { adminRights: { value: false, from: 'words' } })
  return lookByEye(scene, says.lookNeedsNoRights)
}

// "How do I fix 0xC004F074?" gives what was asked for.
function tellsMore({ knowledge, state }: Scene, text: string): boolean {
  const { codes, decision } = knowledge.matcher.match(text, { facts: state.facts })
  return codes.length > 0 || decision === 'accepted' || decision === 'human'
}

/** Helps who cannot find or keep open a tool before any step was shown; nothing when no tool is named. */
export function findTool(scene: Scene, words: string, sentence: string): View | undefined {
  if (isLooking(scene)) return aside(scene, say(sentence))
  const tool = /\b(?:ospp|slmgr|cscript|wscript)\b/.exec(words)?.[0]
  if (tool === undefined) return undefined
  const product = tool === 'ospp' ? 'office' : tool === 'slmgr' ? 'windows' : known(scene, 'product')?.value
  if (product === undefined)
    return ask(scene, { kind: 'fact', fact: 'product' }, { ...say(sentence), ...askProduct(scene) })
  learn(scene, { product: { value: product, from: 'words' } })
  scene.state.rounds = { ...scene.state.rounds, [LOOKED]: 1 }
  return showBlock(scene, scene.language.says.blockFindsTool)
}

/** The way to a person. */
export const personOption = ({ language }: Scene): Option => ({ pick: 'person', label: language.buttons.person })

/** The question for the product, with both as options. */
export const askProduct = (scene: Scene): Pick<View, 'question' | 'options'> => ({
  question: scene.language.says.needMore,
  options: (['windows', 'office'] as const).map((product) => productOption(scene, product, `value:product:${product}`)),
})

/** A product as an option. */
export function productOption({ language }: Scene, product: 'office' | 'windows', pick: string): Option {
  return { pick, label: language.valueName('product', product) ?? product, hint: language.says.productHint[product] }
}
