import type { Config } from '../config.ts'
import { lookAtSink, placeOf, sinkNames } from '../handoff/index.ts'
import type { LaneBacklog } from '../store/index.ts'

/** One thing the doctor looked at. */
export type Finding = { state: 'ok' | 'note' | 'bad'; about: string; says: string }

const OWN_LANES = ['case-news']

/** Looks at everything that cases go to; `offline` connects to none of it. `lanes`: what waits, where that is known. */
export async function lookAtSinks(config: Config, lanes: readonly LaneBacklog[], offline: boolean): Promise<Finding[]> {
  const { sinks, dataDir } = config
  const files: Finding = {
    state: 'ok',
    about: 'cases',
    says: `go to ${dataDir}/tickets${waits('ticket-files', lanes)}`,
  }
  const looked = sinks.map(async (sink): Promise<Finding> => {
    const about = `sink ${sink.name}`
    if (offline) return { state: 'note', about, says: `${placeOf(sink)}, not looked at${waits(sink.name, lanes)}` }
    const { isWell, says, cure } = await lookAtSink(sink)
    const said = [`${says}${waits(sink.name, lanes)}`, ...(cure === undefined ? [] : [cure])].join(' ')
    return { state: isWell ? 'ok' : 'bad', about, says: said }
  })
  return [files, ...(await Promise.all(looked)), ...orphans(config, lanes)]
}

function waits(name: string, lanes: readonly LaneBacklog[]): string {
  const lane = lanes.find(({ kind }) => kind === name)
  if (!lane) return ''
  const parked = lane.parked > 0 ? `, ${lane.parked} left to a person: see "npm run -s outbox"` : ''
  return `; ${lane.waiting} waiting${parked}.`
}

// A sink that was taken out of the list, or has another name now.
function orphans({ sinks }: Config, lanes: readonly LaneBacklog[]): Finding[] {
  const known = new Set([...sinkNames(sinks), ...OWN_LANES])
  return lanes
    .filter(({ kind }) => !known.has(kind))
    .map(({ kind, waiting, parked }) => ({
      state: 'bad',
      about: `sink ${kind}`,
      says: `is not configured, but ${waiting + parked} wait for it: put it back, or close them with "npm run -s outbox".`,
    }))
}
