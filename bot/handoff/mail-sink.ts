import { connect, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'

import type { TitleOf } from './describe-case.ts'
import type { Delivery, Sink } from './dispatcher.ts'
import { judgeMail } from './judge-mail.ts'
import type { News } from './news.ts'
import { ParcelFailed } from './parcel-failed.ts'
import { renderMail } from './render-mail.ts'
import type { MailSettings } from './sink-settings.ts'

/** What a sink needs to know what to tell. */
export type NewsPorts = {
  readNews: (parcel: Delivery) => Promise<News>
  titleOf: TitleOf
}

/** How long a mail server may take, in milliseconds. */
export type MailLimits = { connect: number; total: number }

const LIMITS: MailLimits = { connect: 3_000, total: 10_000 }

/** Sends mails. Every copy of one has the same Message-ID, so that a mailbox can tell. */
export function createMailSink(settings: MailSettings, ports: NewsPorts, limits: MailLimits = LIMITS): Sink {
  const transport = createTransport(toTransport(settings, limits))
  const { host, from, to, subject } = settings
  const domain = from.split('@').at(-1) ?? host
  return async (parcel) => {
    const mail = renderMail(await ports.readNews(parcel), { domain, subject, titleOf: ports.titleOf })
    const { inReplyTo, ...rest } = mail
    try {
      await transport.sendMail({
        ...rest,
        ...(inReplyTo !== undefined && { inReplyTo, references: [inReplyTo] }),
        // As objects: an address is never parsed out of a text.
        from: { name: '', address: from },
        to: to.map((address) => ({ name: '', address })),
        // Answering machines must not answer, nor start to talk with the bot.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.timeout(limits.total),
      })
    } catch (error) {
      const { why, failure } = judgeMail(error)
      throw new ParcelFailed(`${host} ${why}.`, failure, { cause: error })
    }
  }
}

/** Whether the server lets the bot in; sends nothing. Rejects with a ParcelFailed that says why not. */
export async function tryMail(settings: MailSettings, limits: MailLimits = LIMITS): Promise<void> {
  try {
    await createTransport(toTransport(settings, limits)).verify()
  } catch (error) {
    const { why, failure } = judgeMail(error)
    throw new ParcelFailed(`${settings.host} ${why}.`, failure, { cause: error })
  }
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
