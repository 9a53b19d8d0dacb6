import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type TakenMail = { raw: string; from: string; to: string[] }
export type MailMode = 'ok' | 'busy' | 'refuse' | 'denied' | 'hang' | 'cut'

const read = (name: string) => readFileSync(new URL(`../../fixtures/certificates/${name}`, import.meta.url), 'utf8')

/** Of a machine called localhost, trusted by nobody. */
export const CERTIFICATE = { key: read('localhost.key'), cert: read('localhost.crt') }

/** A mail server on loopback that behaves as the test says. */
export class MailServer {
  readonly taken: TakenMail[] = []
  mode: MailMode = 'ok'
  /** The tokens it was shown, and the one it believes. */
  readonly tokens: string[] = []
  believed = ''
  readonly #server: SMTPServer

  /** `tls` from the first byte, `upgrade` when asked for, or none of it. */
  constructor(encryption: 'tls' | 'upgrade' | 'plain' = 'plain') {
    this.#server = new SMTPServer({
      ...CERTIFICATE,
      secure: encryption === 'tls',
      disabledCommands: encryption === 'upgrade' ? [] : ['STARTTLS'],
      disableReverseLookup: true,
      authOptional: true,
      allowInsecureAuth: true,
      authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
      onAuth: ({ username, password, accessToken }, _, done) => {
        this.tokens.push(accessToken ?? '')
        if (password === 'right' || (accessToken !== undefined && accessToken === this.believed))
          return done(null, { user: username })
        return done(Object.assign(new Error('no'), { responseCode: 535 }))
      },
      onRcptTo: (_, __, done) => {
        const say = (responseCode: number) => done(Object.assign(new Error('Not now'), { responseCode }))
        if (this.mode === 'busy') return say(451)
        if (this.mode === 'refuse') return say(550)
        if (this.mode === 'denied') return say(530)
        if (this.mode === 'hang') return undefined
        return done()
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => parts.push(part))
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope
          this.taken.push({
            raw: Buffer.concat(parts).toString('utf8'),
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
          })
          // The mail is kept, and nobody hears of it.
          if (this.mode === 'cut') return this.cutAll()
          return done()
        })
      },
    })
    this.#server.on('error', () => {})
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port
  }

  cutAll(): void {
    for (const { _socket } of this.#server.connections as unknown as Set<{ _socket: { destroy(): void } }>)
      _socket.destroy()
  }

  async start(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server.server, 'listening')
    return this
  }

  async stop(): Promise<void> {
    this.cutAll()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }
}

/** The header of a mail, unfolded: its names in order, and the first value of each. */
export function headersOf(raw: string): { names: string[]; values: Record<string, string> } {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  const rows = head.split('\r\n').map((row) => {
    const at = row.indexOf(':')
    return [row.slice(0, at), row.slice(at + 1).trim()] as const
  })
  const values: Record<string, string> = {}
  for (const [name, value] of rows) values[name.toLowerCase()] ??= value
  return { names: rows.map(([name]) => name), values }
}

/** The parts of a mail with attachments, decoded. */
export function partsOf(raw: string): { names: string[]; type: string; filename?: string; text: string }[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1]
  const bodies = boundary === undefined ? [raw] : raw.split(`--${boundary}`).slice(1, -1)
  return bodies.map((part) => {
    const body = part.replace(/^\r\n/, '')
    const { names, values } = headersOf(body)
    const content = body.slice(body.indexOf('\r\n\r\n') + 4)
    const filename = /filename="?([^";]+)"?/.exec(values['content-disposition'] ?? '')?.[1]
    return {
      names,
      type: (values['content-type'] ?? '').split(';', 1)[0] ?? '',
      ...(filename !== undefined && { filename }),
      text: decode(content, values['content-transfer-encoding']).toString('utf8'),
    }
  })
}

function decode(content: string, encoding = '7bit'): Buffer {
  if (encoding === 'base64') return Buffer.from(content, 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(content)
  const bytes = content
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}
