import { z } from 'zod'

import { HttpError } from './http/index.ts'

/** What a person may paste, in characters: less than a request may carry, so that who pastes more is told. */
export const TEXT_LIMIT = 256 * 1024

const printable = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
const account = z.object({
  id: printable,
  name: z.string().max(512).optional().catch(undefined),
  aadObjectId: printable.optional().catch(undefined),
})
const idOnly = z.object({ id: printable }).optional().catch(undefined)
const attachment = z.object({
  contentType: z.string().max(256),
  name: z.string().max(512).optional().catch(undefined),
})
const mention = z.object({ type: z.literal('mention'), mentioned: account, text: z.string().max(1024).optional() })
const locale = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)

// Only what is used; everything else that an activity may carry is dropped here.
const Activity = z.object({
  type: z.string().min(1).max(64),
  id: printable.optional(),
  /** The message with the card whose button was clicked. */
  replyToId: printable.optional().catch(undefined),
  name: z.string().max(256).optional().catch(undefined),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  locale: locale.optional().catch(undefined),
  action: z.string().max(64).optional().catch(undefined),
  // An empty one is for the guard to refuse.
  channelId: z.string().max(512).optional(),
  serviceUrl: z.string().max(2048).optional(),
  from: account.optional(),
  recipient: account.optional(),
  conversation: z
    .object({
      id: printable,
      tenantId: printable.optional().catch(undefined),
      conversationType: z.string().max(64).optional().catch(undefined),
    })
    .optional(),
  attachments: z.array(attachment).max(20).nullish(),
  entities: z.array(z.unknown()).max(100).nullish(),
  membersAdded: z.array(account).max(1000).nullish(),
  membersRemoved: z.array(account).max(1000).nullish().catch(undefined),
  channelData: z
    .object({ clientActivityID: printable.optional().catch(undefined), tenant: idOnly, team: idOnly })
    .nullish()
    .catch(undefined),
})

/** The parts of an inbound activity that are used, checked. */
export type InboundActivity = z.infer<typeof Activity>

/** Reads an activity from a caller; refuses what is not one. */
export function parseActivity(value: unknown): InboundActivity {
  const parsed = Activity.safeParse(value)
  if (!parsed.success) throw new HttpError(400, 'BadActivity')
  return parsed.data
}

/** Whether others read along and can write too. */
export function isShared({ conversation }: InboundActivity): boolean {
  return ['channel', 'groupChat'].includes(conversation?.conversationType ?? '')
}

/** Whether the bot is meant: in channels it can be let to read everything. */
export function mentionsBot({ entities, recipient }: InboundActivity): boolean {
  return (entities ?? []).some((entity) => mention.safeParse(entity).data?.mentioned.id === recipient?.id)
}

/** The text without the mention that addressed the bot; other people are named in it, without marks. */
export function withoutMention({ text, entities, recipient }: InboundActivity): string {
  let rest = text ?? ''
  for (const entity of entities ?? []) {
    const { success, data } = mention.safeParse(entity)
    if (!success || data.mentioned.id !== recipient?.id) continue
    // Some clients leave out what stands in the text.
    const names = [data.mentioned.name, recipient?.name].filter((name) => name !== undefined && name !== '')
    for (const marked of data.text ? [data.text] : names.map((name) => `<at>${name}</at>`))
      rest = rest.replaceAll(marked, ' ')
  }
  return rest.replace(MENTIONS, '$1').replaceAll('&nbsp;', ' ').trim()
}

// Ends at the next sign that could begin another one, so that this is linear.
const MENTIONS = /<at(?: id="[^"<>]{0,40}")?>([^<>]{0,256})<\/at>/g
