import type { Kysely } from 'kysely'

import type { TicketDraft } from '../../dialogs/index.ts'
import { searchText } from './case-row.ts'
import { writeAudit } from './move-case.ts'
import type { Schema } from './schema.ts'
import { storable } from './storable.ts'
import type { After } from './store.ts'

type Opening = { conversation: string; person: string; ticket: TicketDraft; seq: number; at: number }

/** Opens a case, with what names the person: the conversation may be gone before the case is. */
export async function openCase(trx: Kysely<Schema>, opening: Opening): Promise<void> {
  const { conversation, ticket, seq, at } = opening
  const { number } = ticket
  // In a group, it need not be who opened the conversation.
  const person = storable(opening.person)
  const { channel, locale } = await trx
    .selectFrom('conversations')
    .select(['channel', 'locale'])
    .where('key', '=', conversation)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('tickets')
    .values({
      number,
      conversation,
      status: 'open',
      draft: JSON.stringify(ticket),
      seq,
      channel,
      person,
      locale,
      search: storable(searchText({ number, person, draft: ticket })),
      changed_at: at,
      unanswered_since: at,
      at,
    })
    .execute()
  await writeAudit(trx, {
    number,
    actor: { via: 'chat' },
    move: { kind: 'open' },
    from: '',
    to: 'open',
    version: 0,
    at,
  })
}

/** Notes which line tells the person an entry; where lines are posted, the line knows what becomes of it. */
export async function linkEntry(
  trx: Kysely<Schema>,
  { entry, line }: NonNullable<After['tells']>,
  seq: number,
  lines: After['lines'],
): Promise<void> {
  const isPosted = lines[line]?.delivery !== undefined
  await trx
    .updateTable('case_entries')
    .set(isPosted ? { line: seq + 1 + line } : { delivery: 'told' })
    .where('id', '=', entry)
    .execute()
}
