import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { POSTGRES_BINARIES, POSTGRES_MISSING, type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { type CaseBot, startCaseBot } from '../cases/case-bot.ts'
import { click, IN_TEAMS, install, openCase } from '../teams/experts.ts'
import { TeamsServer, wordsOf } from '../teams/teams-server.ts'

const EXPERTS = 50

// Other organisations, other channels, people of no directory: expert-channel.test.ts.
describe.skipIf(!POSTGRES_BINARIES)(`T26 expert cards${POSTGRES_BINARIES ? '' : `: ${POSTGRES_MISSING}`}`, () => {
  let server: PostgresServer
  let bots: CaseBot[]
  let teams: TeamsServer
  beforeAll(async () => {
    server = await startPostgres()
    const url = await server.newDatabase()
    teams = await new TeamsServer().start()
    const settings = { ...IN_TEAMS, DATABASE_URL: url, DIRECT_LINE_SECRET: 'x'.repeat(40) }
    bots = [await startCaseBot(settings), await startCaseBot(settings)]
    await install({ bot: bots[0]?.bot.url ?? '', teams })
  })
  afterAll(async () => {
    for (const { bot } of bots) await bot.stop(1000)
    await server.remove()
    await teams.stop()
  })

  it(`lets one of ${EXPERTS} who claim at once on two replicas have the case, and tells the others who`, async () => {
    await openCase(bots[0]?.bot.url ?? '')
    await expect.poll(() => teams.threads.length, { timeout: 10_000 }).toBe(1)
    const thread = structuredClone(teams.newest)
    const took: number[] = []
    const answers = await Promise.all(
      Array.from({ length: EXPERTS }, async (_, n) => {
        const begun = performance.now()
        const bot = bots[n % 2]?.bot.url ?? ''
        const answer = await click(
          { bot, teams },
          { name: `Expert ${n}`, aadObjectId: `aad-${n}` },
          { thread, title: 'Claim' },
        )
        took.push(performance.now() - begun)
        return wordsOf(answer.value as never)
      }),
    )
    const [found] = (await bots[1]?.bot.cases.cases({ limit: 1 })) ?? []
    const owner = found?.owner?.name ?? 'nobody'
    expect(answers.every((words) => words.includes(`${owner} has it`))).toBe(true)
    expect(answers.filter((words) => words.includes(`${owner} has this case already.`))).toHaveLength(EXPERTS - 1)
    const audit = await bots[0]?.bot.cases.audit(found?.number ?? '')
    expect(audit?.map(({ move }) => move)).toEqual(['open', 'claim'])
    await expect.poll(() => wordsOf(teams.newest.card), { timeout: 10_000 }).toContain(`${owner} has it`)
    expect(teams.threads).toHaveLength(1)
    const slowest = [...took].sort((one, other) => one - other).at(-1) ?? 0
    console.info(`T26: ${EXPERTS} claims, the slowest answered after ${Math.round(slowest)} ms`)
    expect(slowest).toBeLessThan(process.env['CI'] === 'true' ? 8000 : 4000)
  })
})
