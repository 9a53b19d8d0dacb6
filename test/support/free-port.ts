import { once } from 'node:events'
import { createServer } from 'node:net'

// Below the ports that Linux hands out by itself: a bot that is killed and started again on its port must find it free,
// and a system-given port may go to somebody else in between. Each test worker has a range of its own.
const FIRST = 12_000
const RANGE = 2000
const worker = Number(process.env['VITEST_POOL_ID'] ?? 0) % 10
let next = Math.floor(Math.random() * RANGE)

/** A loopback port that nobody else will take: for servers that must know their port before they start, or keep it. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < RANGE; tried += 1) {
    const port = FIRST + worker * RANGE + next
    next = (next + 1) % RANGE
    if (await isFree(port)) return port
  }
  throw new Error(`No port is free from ${FIRST + worker * RANGE} on.`)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const answer = Promise.race([once(server, 'listening'), once(server, 'error')])
  server.listen(port, '127.0.0.1')
  // `once` rejects when the server has an error.
  const free = await answer.then(
    () => true,
    () => false,
  )
  if (free) await new Promise((resolve) => server.close(resolve))
  return free
}
