import { bring, DIALOG, type Person, type Place } from './people.ts'

/** How a bot is loaded: each of `people` says the next thing when the reply is there, or, with `rate`, so many turns start per second whatever the bot does. */
export type Task = Place & { people: number; seconds: number; rate?: number }

/** What came of it, in milliseconds from the time a turn was due to its reply. */
export type Result = { turns: number; failed: number; rate: number; p50: number; p99: number; most: number }

const MARGIN = 10_000

const task: Task = JSON.parse(process.argv[2] ?? '{}')
const people: Person[] = []
for (let n = 0; n < task.people; n += 1) people.push(await bring(task))
const waits: number[] = []
let failed = 0
// What it was given time for counts, from here.
process.stdout.write('ready\n')
const started = performance.now()
await (task.rate === undefined ? converse() : arrive(task.rate))
const result: Result = {
  turns: waits.length,
  failed,
  rate: (waits.length * 1000) / (performance.now() - started),
  p50: percentile(0.5),
  p99: percentile(0.99),
  most: percentile(1),
}
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exit(0)

async function converse(): Promise<void> {
  const end = started + task.seconds * 1000
  await Promise.all(
    people.map(async (person) => {
      for (let n = 0; performance.now() < end; n += 1) await turn(person, n, performance.now())
    }),
  )
}

// Open loop: a bot that is slow is not spared, and what waited for it is counted.
async function arrive(rate: number): Promise<void> {
  const open = new Set<Promise<void>>()
  for (let n = 0; n < task.seconds * rate; n += 1) {
    const due = started + (n * 1000) / rate
    const early = due - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    const person = people[n % people.length]
    if (!person) break
    const one = turn(person, Math.floor(n / people.length), due).finally(() => open.delete(one))
    open.add(one)
  }
  await Promise.race([Promise.all(open), new Promise((resolve) => setTimeout(resolve, MARGIN))])
  failed += open.size
}

async function turn(person: Person, n: number, due: number): Promise<void> {
  try {
    await person.say(DIALOG[n % DIALOG.length] ?? '')
    waits.push(performance.now() - due)
  } catch {
    failed += 1
  }
}

function percentile(share: number): number {
  const sorted = waits.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
