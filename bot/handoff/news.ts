import { z } from 'zod'

import type { MachinesOfCause } from '../../dialogs/index.ts'
import { createPseudonyms, type Pseudonyms, redactOrWithhold } from '../../knowledge/index.ts'
import type { Case, CaseEntry, CaseStore } from '../cases/index.ts'
import { type FileStore, type StoredFile, sha256, type TurnStore } from '../store/index.ts'
import type { Delivery } from './dispatcher.ts'
import { ParcelRejected } from './parcel-failed.ts'
import { readTranscript } from './transcript.ts'

/** What happened to a case. */
export type NewsKind = 'opened' | 'added' | 'changed' | 'withdrawn'

/** What a sink tells its system: the case as it is now, without secrets, and for those outside without names. */
export type News = {
  kind: NewsKind
  /** The same for every copy of these news, and for nothing else, on any installation. */
  key: string
  /** The same for all news of the case. */
  caseKey: string
  case: Case
  /** Where experts find it at the desk. */
  page?: string
  /** What was said, if these news are about that. */
  entry?: CaseEntry
  /** Who brought them about; a system need not be told what it said itself. */
  via?: string
  /** What was said before the case was opened; nothing where the person did not agree to that. */
  transcript: Record<string, unknown>[]
  files: StoredFile[]
  /** Files that those outside do not get: nobody can tell what a picture shows. */
  withheld: number
}

/** What is read of a case. */
export type CaseSource = Pick<CaseStore, 'case'> & Pick<TurnStore, 'lines'> & Pick<FileStore, 'files'>

/** How a text is made safe, and for whom. */
export type NewsOptions = {
  /** The text without its secrets. */
  mask: (text: string) => string
  /** The system belongs to somebody else: it learns no names of people and machines. */
  external: boolean
  /** Zones and hosts that configuration knows. */
  site?: readonly string[]
  /** Where experts find a case at the desk, by its number; for those inside. */
  pageOf?: (number: string) => string | undefined
}

const Payload = z.object({
  number: z.string().regex(/^A-\d{1,12}$/),
  entry: z.string().max(200).nullish(),
  move: z.string().nullish(),
  news: z.string().nullish(),
  via: z.string().nullish(),
})

/** Reads what a parcel is about; throws ParcelRejected where there is no such case any more. */
export async function readNews(source: CaseSource, parcel: Delivery, options: NewsOptions): Promise<News> {
  const payload = Payload.safeParse(parcel.payload)
  if (!payload.success) throw new ParcelRejected(`The parcel ${parcel.key} names no case.`)
  const { number, entry: entryId, via } = payload.data
  const found = await source.case(number)
  if (!found) throw new ParcelRejected(`There is no case ${number}.`)
  const agreed = found.draft.consent?.transcript !== false
  const said = agreed ? await readTranscript(source, found.conversation, found.seq) : []
  const files = agreed ? await source.files(found.conversation) : []
  const safe = makeSafe({ case: found, transcript: said, files }, options)
  const entry = entryId ? safe.case.entries.find(({ id }) => id === entryId) : undefined
  const kind = kindOf(parcel.key, payload.data)
  const page = options.external ? undefined : options.pageOf?.(number)
  const caseKey = `${number}-${found.openedAt.toString(36)}`
  return {
    ...safe,
    kind,
    caseKey,
    key: kind === 'opened' ? caseKey : `${caseKey}/${parcel.key.slice(number.length + 1)}`,
    ...(page !== undefined && { page }),
    ...(entry && { entry }),
    ...(via && { via }),
  }
}

function kindOf(key: string, { entry, move, news }: z.infer<typeof Payload>): NewsKind {
  if (!key.includes('/')) return 'opened'
  if (move === 'withdraw' || news === 'withdrawn') return 'withdrawn'
  return entry ? 'added' : 'changed'
}

type Told = Pick<News, 'case' | 'transcript' | 'files'>

function makeSafe({ case: found, transcript, files }: Told, options: NewsOptions): Told & { withheld: number } {
  const mask = (text: string) => redactOrWithhold(text, options.mask)
  const inside = { case: mapTexts(found, mask), transcript: mapTexts(transcript, mask) }
  if (!options.external) return { ...inside, files, withheld: 0 }
  const names = createPseudonyms({ ...(options.site && { site: options.site }) })
  const rename = (text: string) => redactOrWithhold(text, names.apply)
  // Always in this order: a host has the same pseudonym in the opening and in later news.
  const draft = renameDraft(inside.case.draft, names)
  const told = mapTexts(inside.transcript.map(withoutNames), rename)
  const entries = mapTexts(withoutAuthors(inside.case), rename)
  const texts = files.filter(({ mediaType }) => mediaType.startsWith('text/'))
  const { owner: _owner, ...rest } = inside.case
  return {
    case: { ...rest, conversation: '', person: '', draft, entries, links: [] },
    transcript: told,
    files: texts.map((file, index) => renamed(file, index, rename)),
    withheld: files.length - texts.length,
  }
}

// How to reach the person is for those inside: they pass it on if they want.
function renameDraft(
  { who, contact: _contact, facts, fleet, ...draft }: Case['draft'],
  names: Pseudonyms,
): Case['draft'] {
  const rename = (text: string) => redactOrWithhold(text, names.apply)
  return {
    ...(who !== undefined && { who: redactOrWithhold(who, names.person) }),
    facts: renameFacts(facts, names),
    ...(fleet && { fleet: fleet.map((group) => renameMachines(group, names)) }),
    ...mapTexts(draft, rename),
  }
}

function renameMachines({ cause, names: machines, ...group }: MachinesOfCause, names: Pseudonyms): MachinesOfCause {
  return {
    ...group,
    cause: redactOrWithhold(cause, names.apply),
    names: machines.map((name) => redactOrWithhold(name, names.machine)),
  }
}

function renameFacts(facts: Case['draft']['facts'], names: Pseudonyms): Case['draft']['facts'] {
  try {
    return names.facts(facts)
  } catch {
    return {}
  }
}

function withoutAuthors({ entries }: Case): CaseEntry[] {
  return entries.map(({ author: _author, ...entry }) => entry)
}

// Ids and names of accounts are no words: what stands for them says only whose side it was.
function withoutNames(activity: Record<string, unknown>): Record<string, unknown> {
  const account = (value: unknown) => {
    const role = (value as { role?: unknown } | undefined)?.role === 'bot' ? 'bot' : 'user'
    return { id: role, name: role, role }
  }
  const { from, recipient, conversation: _conversation, id: _id, replyToId: _replyTo, ...rest } = activity
  const id = String(_id).split('|').at(-1) ?? ''
  return { ...rest, id, conversation: { id: 'case' }, from: account(from), recipient: account(recipient) }
}

// Files are often called after people and machines.
function renamed(file: StoredFile, index: number, rename: (text: string) => string): StoredFile {
  const content = Buffer.from(rename(file.content.toString('utf8')))
  return { ...file, name: `file-${index + 1}.txt`, content, hash: sha256(content) }
}

/** A JSON value with every text in it changed. */
function mapTexts<T>(value: T, change: (text: string) => string): T {
  return map(value, change) as T
}

function map(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => map(one, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, map(held, change)]))
}
