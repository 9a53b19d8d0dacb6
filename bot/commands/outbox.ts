import { parseArgs } from 'node:util'

import { parseConfig, storePlace } from '../config.ts'
import { type OpenParcel, type OpenParcels, openBeside, type ParcelChoice } from '../store/index.ts'
import { runBeside } from './beside-bot.ts'

const USAGE = `Usage: npm run -s outbox                                   what waits, and what was left to a person
       npm run -s outbox -- retry [<number>] [--sink <name>]  sends once more what was left to a person
       npm run -s outbox -- close <number> [--sink <name>]    a person has seen to it: it is not sent any more`

const MOST = 200

await runBeside(USAGE, async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { sink: { type: 'string' } } })
  const [verb = 'list', number, ...rest] = positionals
  if (rest.length > 0 || (number !== undefined && !/^A-\d+$/.test(number))) return undefined
  const choice = { ...(number !== undefined && { number }), ...(values.sink !== undefined && { sink: values.sink }) }
  const work = workOf(verb, choice)
  if (!work) return undefined
  const beside = await openBeside(storePlace(parseConfig(process.env)))
  try {
    return await work(beside.parcels)
  } finally {
    await beside.close()
  }
})

function workOf(verb: string, choice: ParcelChoice): ((parcels: OpenParcels) => Promise<string>) | undefined {
  switch (verb) {
    case 'list':
      return async (parcels) => table(await parcels.list(MOST))
    case 'retry':
      return async (parcels) => `${await parcels.retry(choice)} will be sent once more.`
    // Never everything at once by a slip.
    case 'close':
      return choice.number === undefined
        ? undefined
        : async (parcels) => `${await parcels.close(choice)} will not be sent any more.`
    default:
      return undefined
  }
}

function table(parcels: readonly OpenParcel[]): string {
  if (parcels.length === 0) return 'Nothing waits.'
  const rows = parcels.map(({ kind, key, at, attempts, isParked, error }) =>
    [
      isParked ? 'parked ' : 'waiting',
      kind.padEnd(14),
      key.padEnd(12),
      `since ${new Date(at).toISOString().slice(0, 16)}Z, ${attempts} tries`,
      error ?? '',
    ].join('  '),
  )
  return [...rows, ...(parcels.length === MOST ? ['…'] : [])].join('\n')
}
