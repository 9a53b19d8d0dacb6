import { connect, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'

import type { TitleOf } from './describe-case.ts'
import type { Delivery, Sink } from './dispatcher.ts'
import { judgeMail } from './judge-mail.ts'
import type { News } from './news.ts'
import type { Outbound } from './outbound.ts'
import { ParcelFailed } from './parcel-failed.ts'
import { renderMail } from './render-mail.ts'
import { createTokens } from './rest/credentials.ts'
import type { MailSettings } from './sink-settings.ts'

/** What a sink needs to know what to tell. */
export type NewsPorts = {
  readNews: (parcel: Delivery) => Promise<News>
  titleOf: TitleOf
}

/** How long a mail server may take, in milliseconds. */
export type MailLimits = { connect: number; total: number }

const LIMITS: MailLimits = { connect: 3_000, total: 10_000 }

export type MailPorts = NewsPorts & { outbound: Outbound; clock: () => number }

/** Sends mails. Every copy of one has the same Message-ID, so that a mailbox can tell. */
export function createMailSink(settings: MailSettings, ports: MailPorts, limits: MailLimits = LIMITS): Sink {
  const transport = createTransport(toTransport(settings, limits))
  const signIn = createSignIn(settings, ports)
  let isStale = false
  const { host, from, to, subject } = settings
  const domain = from.split('@').at(-1) ?? host
  return async (parcel) => {
    const mail = renderMail(await ports.readNews(parcel), { domain, subject, titleOf: ports.titleOf })
    const { inReplyTo, ...rest } = mail
    const auth = await signIn(isStale)
    try {
      await transport.sendMail({
        ...rest,
        ...auth,
        ...(inReplyTo !== undefined && { inReplyTo, references: [inReplyTo] }),
        // As objects: an address is never parsed out of a text.
        from: { name: '', address: from },
        to: to.map((address) => ({ name: '', address })),
        // Answering machines must not answer, nor start to talk with the bot.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.timeout(limits.total),
      })
      isStale = false
    } catch (error) {
      const { why, failure } = judgeMail(error)
      isStale = failure.kind === 'denied'
      throw new ParcelFailed(`${host} ${why}.`, failure, { cause: error })
    }
  }
}

/** Whether the server lets the bot in; sends nothing. Rejects with a ParcelFailed that says why not. */
export async function tryMail(
  settings: MailSettings,
  ports: Pick<MailPorts, 'outbound' | 'clock'>,
  limits: MailLimits = LIMITS,
): Promise<void> {
  const auth = await createSignIn(settings, ports)(false)
  try {
    await createTransport({ ...toTransport(settings, limits), ...auth }).verify()
  } catch (error) {
    const { why, failure } = judgeMail(error)
    throw new ParcelFailed(`${settings.host} ${why}.`, failure, { cause: error })
  }
}

type SignIn = (isStale: boolean) => Promise<{ auth?: { type: 'OAuth2'; user: string; accessToken: string } }>

// A password stands with the transport; a token is asked for before each mail, and kept by who gives it.
function createSignIn(
  { user, oauth }: MailSettings,
  { outbound, clock }: Pick<MailPorts, 'outbound' | 'clock'>,
): SignIn {
  if (user === undefined || !oauth) return async () => ({})
  const tokenOf = createTokens(oauth, outbound, clock)
  return async (isStale) => ({ auth: { type: 'OAuth2', user, accessToken: await tokenOf(isStale) } })
}

function toTransport(settings: MailSettings, limits: MailLimits) {
  const { host, port, encryption, user, password } = settings
  return {
    host,
    port,
    secure: encryption === 'tls',
    requireTLS: encryption === 'upgrade',
    ignoreTLS: encryption === 'plain',
    ...(user !== undefined && password && { auth: { user, pass: password.reveal() } }),
    // A server may keep strangers waiting before it greets them, but not before it lets them connect.
    getSocket: (_: unknown, done: GotSocket) => openSocket(host, port, limits.connect, done),
    connectionTimeout: limits.total,
    greetingTimeout: limits.total,
    socketTimeout: limits.total,
    // Whatever a file name or a text looks like, nothing else is read or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false as const,
  }
}

type GotSocket = (error: Error | null, options?: { connection: Socket }) => void

function openSocket(host: string, port: number, patience: number, done: GotSocket): void {
  const socket = connect({ host, port })
  const end = (error: Error) => {
    clearTimeout(timer)
    socket.destroy()
    done(error)
  }
  const timer = setTimeout(
    () => end(Object.assign(new Error('No connection in time'), { code: 'EHOSTUNREACH' })),
    patience,
  )
  socket.once('error', end)
  socket.once('connect', () => {
    clearTimeout(timer)
    socket.removeListener('error', end)
    done(null, { connection: socket })
  })
}
