import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { Case, CaseStore } from '../cases/index.ts'
import type { TitleOf } from './describe-case.ts'
import type { Delivery, Sink } from './dispatcher.ts'
import type { News } from './news.ts'
import { safeName } from './render-mail.ts'
import { renderTicket } from './render-ticket.ts'

export type TicketFilePorts = {
  cases: Pick<CaseStore, 'case'>
  readNews: (parcel: Delivery) => Promise<News>
  titleOf: TitleOf
  /** Holds `tickets`. */
  folder: string
}

/**
 * Writes a case to `tickets/<number>/`, where people and programs find it, and writes it again when something is new.
 * A second copy writes the same again.
 */
export function createTicketFiles({ cases, readNews, titleOf, folder: place }: TicketFilePorts): Sink {
  return async (parcel) => {
    const news = await readNews(parcel)
    const { number } = news.case
    const folder = join(place, 'tickets', number)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const { hash, name, content } of news.files)
      await writeWhole(join(folder, `${hash.slice(0, 8)}-${safeName(name)}`), content)
    if (news.transcript.length > 0)
      await writeWhole(join(folder, `${number}.transcript`), `${JSON.stringify(news.transcript, null, 2)}\n`)
    await writeWhole(join(folder, 'ticket.md'), renderTicket(news, titleOf))
    // Last: who waits for this file finds the others complete.
    await writeWhole(join(folder, 'ticket.json'), `${JSON.stringify(toRecord(news.case), null, 2)}\n`)
    // Erased while it was written: then it must not be here either.
    if (!(await cases.case(number))) await rm(folder, { recursive: true, force: true })
  }
}

function toRecord(found: Case): object {
  const { number, status, version, openedAt, changedAt, channel, person, locale, owner, draft, entries, links } = found
  const times = { openedAt: new Date(openedAt).toISOString(), changedAt: new Date(changedAt).toISOString() }
  const who = { channel, person, locale, ...(owner && { owner: owner.name }) }
  const said = entries.map(({ at, delivery: _delivery, ...entry }) => ({ ...entry, at: new Date(at).toISOString() }))
  return { status, version, ...times, ...who, ...draft, number, entries: said, links }
}

// Never half a file under its name, and on the disk before the outbox forgets the parcel.
async function writeWhole(file: string, content: string | Buffer): Promise<void> {
  const part = `${file}.part`
  const handle = await open(part, 'w', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, file)
}
