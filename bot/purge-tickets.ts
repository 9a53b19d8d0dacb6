import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const Ticket = z.object({ openedAt: z.iso.datetime() })

/** Removes the folders of tickets that were opened before a moment; resolves with how many. */
export async function purgeTickets(dataDir: string, before: number): Promise<number> {
  const folder = join(dataDir, 'tickets')
  const names = await readdir(folder).catch(() => [])
  let removed = 0
  for (const name of names.filter((one) => /^A-\d+$/.test(one))) {
    const place = join(folder, name)
    if ((await openedAt(place)) >= before) continue
    await rm(place, { recursive: true, force: true })
    removed += 1
  }
  return removed
}

// A folder without a readable ticket was cut short while it was written: then its own time counts.
async function openedAt(folder: string): Promise<number> {
  try {
    return Date.parse(Ticket.parse(JSON.parse(await readFile(join(folder, 'ticket.json'), 'utf8'))).openedAt)
  } catch {
    return await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.POSITIVE_INFINITY,
    )
  }
}
