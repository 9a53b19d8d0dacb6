import { ActivityHandler, ConversationState, MemoryStorage } from 'botbuilder'

import { serveAdapter } from './serve-adapter.ts'

type Standing = { step: number; code?: string }

// A dialog of two steps as one would write it by hand, its state in memory: a crash forgets it.
const conversations = new ConversationState(new MemoryStorage())
const standing = conversations.createProperty<Standing>('standing')
const bot = new ActivityHandler().onMessage(async (context, next) => {
  const now = await standing.get(context, { step: 0 })
  const { text } = context.activity
  if (now.step === 0) {
    await standing.set(context, { step: 1, code: /0x[0-9a-f]{8}/i.exec(text)?.[0] ?? 'no code' })
    await context.sendActivity('Is Office installed on the KMS host itself?')
  } else {
    await standing.set(context, { step: 0 })
    await context.sendActivity(`For ${now.code} and "${text}", point this computer at the right host.`)
  }
  await next()
})

serveAdapter(async (context) => {
  await bot.run(context)
  await conversations.saveChanges(context)
})
