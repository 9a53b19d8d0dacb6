import { ActivityHandler, MessageFactory } from 'botbuilder'

import { serveAdapter } from './serve-adapter.ts'

// The echo bot of the Bot Framework's samples: the least that a bot can do.
const bot = new ActivityHandler().onMessage(async (context, next) => {
  const text = `Echo: ${context.activity.text}`
  await context.sendActivity(MessageFactory.text(text, text))
  await next()
})

serveAdapter((context) => bot.run(context))
