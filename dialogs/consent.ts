import { isFactName } from '../knowledge/index.ts'
import { ask } from './ask.ts'
import { machinesByCause } from './fleet-next.ts'
import { plainWords } from './intent.ts'
import { sayFact } from './learn.ts'
import { named, quote, visible } from './quote.ts'
import type { Scene } from './scene.ts'
import type { Option } from './state.ts'
import { say, type View } from './view.ts'

/** Asks whether the case may go to IT: what would go is said in short, and in full when asked for. */
export function askConsent(scene: Scene, view: View, more: readonly Option[] = []): View {
  const { says, buttons, handOff } = scene.language
  const { state } = scene
  const isBare = state.enclosed?.withoutTranscript === true
  const counts = [Object.keys(state.facts).length, state.tried.length] as const
  return ask(
    scene,
    { kind: 'consent' },
    {
      ...view,
      notes: [...view.notes, ...wordsNoted(scene)],
      question: isBare ? handOff.offerBare(...counts) : says.offerPerson(...counts),
      options: [
        { pick: 'yes', label: buttons.send, hint: reachOf(scene) },
        { pick: 'no', label: buttons.dontSend },
        ...more,
      ],
      more: [
        { pick: 'sent', label: handOff.buttons.shown },
        { pick: 'note', label: handOff.buttons.note },
        isBare ? { pick: 'whole', label: handOff.buttons.whole } : { pick: 'bare', label: handOff.buttons.bare },
      ],
    },
  )
}

function wordsNoted({ state, language: { handOff } }: Scene): string[] {
  const words = state.enclosed?.words
  return words === undefined ? [] : [handOff.wordsNoted(quote(words))]
}

// What comes of sending stands beside its button.
function reachOf({ state, event, language: { handOff } }: Scene): string {
  const contact = state.enclosed?.contact
  if (contact !== undefined) return handOff.contactNoted(quote(contact))
  return event.name === undefined ? handOff.reach : handOff.reachKnown(named(event.name))
}

/** Hears what belongs to a ticket that is about to be sent: words for it, how to reach the person, or what to leave out. */
export function hearConsent(scene: Scene, text: string, masked: string): View | undefined {
  const { state, language } = scene
  const words = plainWords(text)
  if (state.asking?.kind === 'note') {
    state.asking = { kind: 'consent' }
    const isButton = state.options.some(({ label }) => plainWords(label) === words)
    return isButton ? undefined : takeNote(scene, masked)
  }
  if (state.asking?.kind !== 'consent') return undefined
  const isPick = (pick: string) => state.more.some((one) => one.pick === pick && plainWords(one.label) === words)
  const picked = CONSENT_PICKS.find(isPick) ?? pickIn(scene, words)
  if (picked) return takeConsent(scene, picked)
  const { ADD, DROP } = language.hearHandOff
  const added = ADD.exec(masked.slice(0, LONGEST_NOTE).trim())?.[1]
  if (added !== undefined) return takeNote(scene, [state.enclosed?.words, added].filter(Boolean).join('\n'))
  if (DROP.test(words) && state.enclosed?.words !== undefined) return dropNote(scene)
  if (words.length > LONGEST_PICK) return undefined
  const contact = contactIn(masked)
  return contact === undefined ? undefined : enclose(scene, { contact })
}

function pickIn({ language: { hearHandOff } }: Scene, words: string): ConsentPick | undefined {
  if (words.length > LONGEST_PICK) return undefined
  if (hearHandOff.SENT.test(words)) return 'sent'
  return hearHandOff.BARE.test(words) ? 'bare' : undefined
}

function dropNote(scene: Scene): View {
  const { words: _, ...enclosed } = scene.state.enclosed ?? {}
  scene.state.enclosed = enclosed
  return askAgain(scene, { ...say(''), body: [] })
}

const LONGEST_PICK = 120
const CONSENT_PICKS = ['sent', 'note', 'bare', 'whole'] as const
type ConsentPick = (typeof CONSENT_PICKS)[number]

/** Takes a pick about what is sent. */
export function takeConsent(scene: Scene, pick: ConsentPick): View {
  const { handOff } = scene.language
  if (pick === 'note') return askNote(scene)
  if (pick === 'sent') return askAgain(scene, { ...say(''), title: handOff.shownTitle, body: contents(scene) })
  const { withoutTranscript: _, ...enclosed } = scene.state.enclosed ?? {}
  scene.state.enclosed = pick === 'bare' ? { ...enclosed, withoutTranscript: true } : enclosed
  return askAgain(scene, { ...say(''), body: [] })
}

// What was offered stays in mind for when the card comes back.
function askNote(scene: Scene): View {
  const { options, more } = scene.state
  const view = { ...say(''), body: [], question: scene.language.handOff.askNote }
  ask(scene, { kind: 'note' }, { ...view, options, more })
  return view
}

/** Asks for the consent once more, after words that were no answer. */
export function repeatConsent(scene: Scene, sentence: string): View {
  return askAgain(scene, { ...say(''), body: [sentence] })
}

// The ways beside sending, such as leaving out the step, stay.
function askAgain(scene: Scene, view: View): View {
  const beside = scene.state.options.filter(({ pick }) => pick !== 'yes' && pick !== 'no')
  return askConsent(scene, view, beside)
}

const LONGEST_NOTE = 2000

// An address in the words is how to reach them, wherever it stands.
function takeNote(scene: Scene, masked: string): View {
  const words = visible(masked).trim().slice(0, LONGEST_NOTE).toWellFormed()
  const contact = contactWithin(words)
  return enclose(scene, { words, ...(contact !== undefined && { contact }) })
}

function enclose(scene: Scene, more: { words?: string; contact?: string }): View {
  scene.state.enclosed = { ...scene.state.enclosed, ...more }
  return askAgain(scene, { ...say(''), body: [] })
}

const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?![\w-])/
const PHONE = /(?<![\w.])(?:\+|00)?\(?\d[\d ()/-]{5,24}\d(?![\w.])/

// A phone number has six digits or more; words around either make it a sentence of its own.
function contactIn(text: string): string | undefined {
  const found = contactWithin(text)
  if (found === undefined) return undefined
  const rest = plainWords(text.replace(found, ' ')).split(' ').filter(Boolean)
  return rest.length <= WORDS_AROUND ? found : undefined
}

const WORDS_AROUND = 6

function contactWithin(text: string): string | undefined {
  const email = EMAIL.exec(text)?.[0]
  if (email !== undefined) return email
  const phone = PHONE.exec(text)?.[0]
  return phone !== undefined && (phone.match(/\d/g)?.length ?? 0) >= 6 ? phone : undefined
}

const MOST_SHOWN = 12

function contents(scene: Scene): string[] {
  const { state, language } = scene
  const { handOff } = language
  const codes = state.codes.length > 0 ? [handOff.shownCodes(state.codes)] : []
  const known = Object.entries(state.facts).flatMap(([name, fact]) =>
    isFactName(name) && fact ? [`- ${sayFact(scene, name, fact.value)}`] : [],
  )
  const machines = machinesByCause(scene).map(({ cause, machines }) => handOff.shownMachines(cause, machines))
  const tried = state.tried.map(({ title, result }) => handOff.shownStep(title, result))
  const lines = [...codes, ...machines, ...known, ...tried]
  const rest = lines.length - MOST_SHOWN
  const shown = rest > 0 ? [...lines.slice(0, MOST_SHOWN), handOff.shownMore(rest)] : lines
  const talk = state.enclosed?.withoutTranscript ? [] : [handOff.shownTalk]
  return [[...(lines.length === 0 ? [handOff.shownNothing] : shown), ...talk].join('\n')]
}
