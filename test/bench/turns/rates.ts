import { type Contender, load, processorTime, residentMegabytes } from './processes.ts'

/** Medians over the rounds; a ratio is taken within each round, so that what else the machine does touches both. */
export type Rates = { rounds: number; rows: Row[] }

type Row = {
  title: string
  turns: number
  ratio: number
  replies: number
  failed: number
  /** Milliseconds of processor time. */
  cost: number
  megabytes: number
}
type Measured = { turns: number; replies: number; failed: number; cost: number }
type Lane = { title: string; bot: Contender; door: 'messages' | 'direct-line'; rounds: Measured[]; megabytes: number }

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const SECONDS = Number(process.env['SECONDS'] ?? 5)
const WARM_UP = 10
const PEOPLE = 20

/** Loads each bot as fast as twenty people can. */
export async function measureRates(
  bots: Record<'echo' | 'dialog' | 'ours', Contender>,
  connector: string,
): Promise<Rates> {
  const lane = (bot: Contender, door: Lane['door'], title = bot.title): Lane => {
    return { title, bot, door, rounds: [], megabytes: 0 }
  }
  const lanes = [
    lane(bots.echo, 'messages'),
    lane(bots.dialog, 'messages'),
    lane(bots.ours, 'messages', 'This bot, `/api/messages`'),
    lane(bots.ours, 'direct-line', 'This bot, Direct Line'),
  ]
  for (const { bot, door } of lanes) await load({ door, url: bot.url, connector, people: PEOPLE, seconds: WARM_UP })
  for (let round = 0; round < ROUNDS; round += 1) {
    // Whoever comes first in a round is last in the next.
    for (const one of round % 2 === 0 ? lanes : lanes.toReversed()) await measure(one, connector)
  }
  return { rounds: ROUNDS, rows: lanes.map((one) => toRow(one, lanes[0])) }
}

async function measure(lane: Lane, connector: string): Promise<void> {
  const { bot, door, rounds } = lane
  const posted = await countPosted(connector)
  let before = 0
  const { turns, failed, rate } = await load(
    { door, url: bot.url, connector, people: PEOPLE, seconds: SECONDS },
    () => {
      before = processorTime(bot.pid)
    },
  )
  const cost = (processorTime(bot.pid) - before) / turns
  // Who chats has seen a reply to each turn; the connector counted the others.
  const replies = door === 'messages' ? ((await countPosted(connector)) - posted) * (rate / turns) : rate
  rounds.push({ turns: rate, replies, failed, cost })
  lane.megabytes = Math.max(lane.megabytes, residentMegabytes(bot.pid))
}

async function countPosted(connector: string): Promise<number> {
  const { messages } = (await (await fetch(connector)).json()) as { messages: number }
  return messages
}

function toRow({ title, rounds, megabytes }: Lane, base: Lane | undefined): Row {
  const of = (name: keyof Measured) => median(rounds.map((one) => one[name]))
  const ratio = median(rounds.map(({ replies }, round) => replies / (base?.rounds[round]?.replies ?? replies)))
  const failed = rounds.reduce((sum, one) => sum + one.failed, 0)
  return { title, turns: of('turns'), ratio, replies: of('replies'), failed, cost: of('cost'), megabytes }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
