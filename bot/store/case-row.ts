import type { Selectable } from 'kysely'

import type { TicketDraft } from '../../dialogs/index.ts'
import type { Case, CaseEntry, CaseStatus, CaseSummary, Expert } from '../cases/index.ts'
import type { Schema } from './schema.ts'

type TicketRow = Selectable<Schema['tickets']>
type EntryRow = Selectable<Schema['case_entries']> & { sent: string | null; found: number | null }
type LinkRow = Selectable<Schema['case_links']>

/** Reads a case from its rows. */
export function toCase(row: TicketRow, entries: readonly EntryRow[], links: readonly LinkRow[]): Case {
  const { number, conversation, channel, person, locale, version, seq } = row
  return {
    number,
    conversation,
    channel,
    person,
    locale,
    status: row.status as CaseStatus,
    version,
    ...ownerOf(row),
    draft: JSON.parse(row.draft),
    seq,
    openedAt: row.at,
    changedAt: row.changed_at,
    entries: entries.map(toEntry),
    links: links.map(({ sink, remote, url }) => ({ sink, remote, ...(url !== null && { url }) })),
  }
}

/** The expert who has a case. */
export function ownerOf({ owner }: Pick<TicketRow, 'owner'>): { owner?: Expert } {
  return owner === null ? {} : { owner: JSON.parse(owner) }
}

/** Reads a line of the queue. */
export function toSummary(row: Omit<TicketRow, 'search' | 'entries'>): CaseSummary {
  const { number, version, channel, person } = row
  const { topic, question, codes, facts }: TicketDraft = JSON.parse(row.draft)
  const product = facts.product?.value
  return {
    number,
    status: row.status as CaseStatus,
    version,
    ...ownerOf(row),
    channel,
    person,
    openedAt: row.at,
    changedAt: row.changed_at,
    ...(topic !== undefined && { topic }),
    question,
    codes,
    ...(product !== undefined && { product: String(product) }),
    ...(row.unanswered_since !== null && { unansweredSince: row.unanswered_since }),
  }
}

function toEntry({ id, at, author, text, ...row }: EntryRow): CaseEntry {
  return {
    id,
    at,
    by: row.by as CaseEntry['by'],
    ...(author !== null && { author }),
    kind: row.kind as CaseEntry['kind'],
    text,
    delivery: deliveryOf(row),
  }
}

// Where it is posted, its line of the transcript knows what became of it, as long as that is kept.
function deliveryOf({ delivery, line, sent, found }: Pick<EntryRow, 'delivery' | 'line' | 'sent' | 'found'>) {
  const settled = delivery as CaseEntry['delivery']
  if (settled !== 'pending' || line === null) return settled
  if (found === null) return 'unconfirmed'
  if (sent === 'pending' || sent === 'sending') return 'pending'
  return sent === 'unconfirmed' ? 'unconfirmed' : 'told'
}

/** What a case is found by. */
export function searchText({ number, person, draft }: { number: string; person: string; draft: TicketDraft }): string {
  const { topic = '', codes, facts, question, words = '', contact = '', who = '' } = draft
  const values = Object.values(facts).map((fact) => String(fact?.value))
  return [number, person, who, contact, topic, question, words, ...codes, ...values].join('\n').toLowerCase()
}
