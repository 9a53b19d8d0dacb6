import type { CaseEntry, CaseStatus } from './wire.ts'

type Colour = 'brand' | 'danger' | 'important' | 'informative' | 'severe' | 'subtle' | 'success' | 'warning'

/** How a status is called, and its colour. */
export const STATUS: Record<CaseStatus, { label: string; colour: Colour }> = {
  open: { label: 'Open', colour: 'danger' },
  claimed: { label: 'In work', colour: 'brand' },
  waiting: { label: 'Waiting for the person', colour: 'warning' },
  resolved: { label: 'Resolved', colour: 'success' },
  withdrawn: { label: 'Withdrawn', colour: 'informative' },
}

/** What became of words that were sent. */
export const DELIVERY: Record<CaseEntry['delivery'], string> = {
  pending: 'On its way',
  told: 'Shown in the chat',
  unconfirmed: 'Sent; the channel did not confirm it',
  failed: 'Not delivered',
}

/** Why a move was not made. */
export const REFUSALS: Record<string, string> = {
  taken: 'Somebody else has this case.',
  over: 'This case is over.',
  running: 'This case is running already.',
  'not-yours': 'This is not for you to do.',
  changed: 'The case went on meanwhile. Look at what is new, and try again.',
  unknown: 'There is no such case any more.',
  empty: 'Write something first.',
}

/** What came of a step. */
export const RESULTS: Record<string, string> = {
  shown: 'shown, no result',
  worked: 'worked',
  failed: 'did not help',
  skipped: 'skipped',
}

/** How people come in. */
export const CHANNELS: Record<string, string> = { directline: 'Web chat', msteams: 'Teams', webchat: 'Web chat' }

/** How products are called. */
export const PRODUCTS: Record<string, string> = { office: 'Office', windows: 'Windows' }

/** Who a person is, as far as the channel knows: a web chat without sign-in knows nobody. */
export const whoIs = (person: string) => (/^dl_[0-9a-f]{8,}$/.test(person) ? `guest ${person.slice(3, 8)}` : person)

/** Whether a person can be reached other than in their chat. */
export const isKnown = (person: string) => whoIs(person) === person

const MINUTE = 60_000
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 1440 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** How long ago something was: "3 min. ago". */
export function ago(at: number, now = Date.now()): string {
  for (const [unit, size] of STEPS) {
    const count = Math.floor((now - at) / size)
    if (count >= 1) return relative.format(-count, unit)
  }
  return 'just now'
}

/** When something was, in full. */
export const when = (at: number) => whole.format(at)

/** Counts things: "1 case", "2 cases". */
export const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`
