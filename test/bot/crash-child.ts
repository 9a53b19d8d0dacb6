import { startTestBot } from './test-bot.ts'

// The bot of the tests in a process of its own, to be killed: `crash-child.ts <data folder>`.
const { bot } = await startTestBot({ DATA_DIR: process.argv[2] ?? '' })
process.stdout.write(`${bot.url}\n`)
