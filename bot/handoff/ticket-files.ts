import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import type { ConversationRecord, Store, StoredTicket } from '../store/index.ts'
import type { Sink } from './dispatcher.ts'
import { ParcelRejected } from './parcel-failed.ts'
import { renderTicket } from './render-ticket.ts'
import { readTranscript } from './transcript.ts'

const Payload = z.object({ number: z.string().regex(/^A-\d+$/) })

export type TicketFilePorts = {
  store: Pick<Store, 'ticket' | 'lines' | 'conversation' | 'files'>
  dataDir: string
}

/** Writes a ticket to `tickets/<number>/`, where people and programs find it. A second copy writes the same again. */
export function createTicketFiles(ports: TicketFilePorts): Sink {
  return async ({ payload }) => {
    const { number } = Payload.parse(payload)
    const ticket = await ports.store.ticket(number)
    const conversation = ticket && (await ports.store.conversation(ticket.conversation))
    if (!ticket || !conversation) throw new ParcelRejected(`There is no ticket ${number}.`)
    const folder = join(ports.dataDir, 'tickets', number)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const transcript = await readTranscript(ports.store, ticket.conversation, ticket.seq)
    for (const { hash, name, content } of await ports.store.files(ticket.conversation))
      await writeWhole(join(folder, `${hash.slice(0, 8)}-${safeName(name)}`), content)
    await writeWhole(join(folder, `${number}.transcript`), `${JSON.stringify(transcript, null, 2)}\n`)
    await writeWhole(join(folder, 'ticket.md'), renderTicket(ticket, conversation))
    // Last: who waits for this file finds the others complete.
    await writeWhole(join(folder, 'ticket.json'), `${JSON.stringify(toRecord(ticket, conversation), null, 2)}\n`)
    // Erased while it was written: then it must not be here either.
    if (!(await ports.store.ticket(number))) await rm(folder, { recursive: true, force: true })
  }
}

function toRecord({ number, draft, at }: StoredTicket, { channel, person, locale }: ConversationRecord): object {
  return { status: 'open', openedAt: new Date(at).toISOString(), channel, person, locale, ...draft, number }
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

function safeName(name: string): string {
  return name.replace(/[^\w.-]+/g, '_').slice(-80)
}
