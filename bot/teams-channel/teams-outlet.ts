import type { SupportAdapter } from '../adapter.ts'
import { judgeAnswer, judgeFault } from '../handoff/judge-answer.ts'
import { ParcelFailed } from '../handoff/parcel-failed.ts'
import type { InstallStore } from '../store/index.ts'

/** A channel of a team. */
export type Place = { tenant: string; channel: string; team?: string | undefined }

/** Speaks in channels without having been spoken to. What fails is a ParcelFailed that says how. */
export type TeamsOutlet = {
  /** Starts a thread; resolves with the id of its message. */
  post(place: Place, content: object): Promise<string>
  /** Changes the first message of a thread; false when it is not there any more. */
  update(place: Place, thread: string, content: object): Promise<boolean>
  /** Adds a message to a thread. */
  reply(place: Place, thread: string, content: object): Promise<void>
}

export type OutletPorts = {
  adapter: Pick<SupportAdapter, 'actIn'>
  installs: Pick<InstallStore, 'installs'>
  /** The bot's registration; an emulator has none. */
  appId?: string | undefined
  /** Whether the bot may send its own token to this address. */
  isTrusted: (url: string) => boolean
  clock: () => number
}

// Where Teams takes what is sent first, as long as no event of a team has named another address.
const TEAMS_URL = 'https://smba.trafficmanager.net/teams/'

/** Makes the way into channels by where the bot was installed. */
export function createTeamsOutlet(ports: OutletPorts): TeamsOutlet {
  return {
    post: (place, content) =>
      within(ports, place, async (conversations, bot) => {
        const { activityId, id } = await conversations.createConversation({
          isGroup: true,
          bot: { id: bot },
          tenantId: place.tenant,
          channelData: { channel: { id: place.channel }, tenant: { id: place.tenant } },
          activity: { type: 'message', ...content },
        })
        return activityId || threadOf(id ?? '') || ''
      }),
    update: async (place, thread, content) => {
      try {
        await within(ports, place, (conversations) =>
          conversations.updateActivity(threadId(place, thread), thread, { type: 'message', id: thread, ...content }),
        )
        return true
      } catch (error) {
        if (error instanceof MessageGone) return false
        throw error
      }
    },
    reply: async (place, thread, content) => {
      await within(ports, place, (conversations, bot) =>
        conversations.sendToConversation(threadId(place, thread), {
          type: 'message',
          from: { id: bot, name: '' },
          ...content,
        }),
      )
    },
  }
}

/** How Teams names the conversation of a thread. */
export function threadId({ channel }: Pick<Place, 'channel'>, thread: string): string {
  return `${channel};messageid=${thread}`
}

/** The first message of the thread that a conversation is. */
export function threadOf(conversation: string): string | undefined {
  return /;messageid=([\w-]{1,64})$/.exec(conversation)?.[1]
}

/** The channel that a conversation is in. */
export function channelOf(conversation: string): string {
  return conversation.split(';', 1)[0] ?? ''
}

class MessageGone extends ParcelFailed {}

type Conversations = Parameters<Parameters<SupportAdapter['actIn']>[1]>[0]

async function within<T>(
  ports: OutletPorts,
  place: Place,
  work: (conversations: Conversations, bot: string) => Promise<T>,
): Promise<T> {
  const { serviceUrl, bot } = await addressOf(ports, place)
  // Kept addresses are read from a database that others may have changed.
  if (!ports.isTrusted(serviceUrl))
    throw new ParcelFailed('The address that was kept for the team is not one of Teams.', { kind: 'denied' })
  const conversation = {
    id: place.channel,
    tenantId: place.tenant,
    isGroup: true,
    conversationType: 'channel',
    name: '',
  }
  const reference = { channelId: 'msteams', serviceUrl, bot: { id: bot, name: '' }, conversation }
  try {
    return await ports.adapter.actIn(reference, (conversations) => work(conversations, bot))
  } catch (error) {
    throw toFailure(error, ports.clock())
  }
}

async function addressOf({ installs, appId }: OutletPorts, { tenant, team }: Place) {
  const known = await installs.installs(tenant)
  const found = known.find((one) => one.team === team) ?? known[0]
  if (found) return found
  if (appId !== undefined) return { serviceUrl: TEAMS_URL, bot: `28:${appId}` }
  throw new ParcelFailed('The bot is in no team of this organisation; add the app to the team of the channel.', {
    kind: 'denied',
  })
}

function toFailure(error: unknown, now: number): unknown {
  const { statusCode, response, name = '' } = error as { statusCode?: number; response?: unknown; name?: string }
  if (statusCode === undefined) {
    const { why, failure } = judgeFault(error, !isUnsent(error))
    // Without a token nothing was sent; it is asked for again.
    if (/Auth|ServerError/.test(name))
      return new ParcelFailed('Microsoft gave the bot no token.', { kind: 'down', unsent: true }, { cause: error })
    return new ParcelFailed(`Teams ${why}.`, failure, { cause: error })
  }
  if (statusCode === 404) return new MessageGone('Teams knows no such channel or message.', { kind: 'denied' })
  // Somebody else changed the thread at the same moment.
  if (statusCode === 412) return new ParcelFailed('Teams asks to try again.', { kind: 'throttled', after: 1000 })
  const failure = judgeAnswer({ status: statusCode, headers: { 'retry-after': retryAfter(response) } }, now)
  return new ParcelFailed(`Teams answered ${statusCode}.`, failure ?? { kind: 'down' }, { cause: error })
}

const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']
const isUnsent = (error: unknown) => NOT_CONNECTED.includes(String((error as { code?: unknown }).code))

function retryAfter(response: unknown): string | undefined {
  const { headers } = (response ?? {}) as { headers?: { get?(name: string): string | undefined } }
  return headers?.get?.('retry-after')
}
