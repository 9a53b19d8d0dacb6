import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { LoopbackServer } from '../support/loopback-server.ts'

const EXAMPLE = new URL('../../deploy/intranet/example.html', import.meta.url)

/** The page without a chat. */
export const BARE = '/bare'

/** Another site on this machine: every path is the example page with the script of a bot. */
export class Intranet extends LoopbackServer {
  private page = ''

  /** Its origin under a name, for a browser that maps names to this machine. */
  origin(name = 'localhost'): string {
    return this.url.replace('127.0.0.1', name)
  }

  /** Embeds a bot, with attributes of the script element. */
  embed(bot: string, attributes = ''): void {
    const example = readFileSync(EXAMPLE, 'utf8')
    this.page = example.replace(/<script src="[^"]*"/, `<script src="${bot}/embed.js" ${attributes}`)
  }

  protected answer({ url }: IncomingMessage, response: ServerResponse): void {
    // A page with a strict policy of its own is the hardest place to be embedded in.
    const bot = /src="(http[^"]*)\/embed\.js/.exec(this.page)?.[1] ?? ''
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; script-src ${bot}; frame-src ${bot}; style-src 'unsafe-inline'; img-src data:`,
    )
    response.end(url === BARE ? this.page.replace(/<script src[^>]*>/, '<script>') : this.page)
  }
}
