import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder'
import restify from 'restify'

/** Serves a bot as the samples of the Bot Framework do, without authentication, and prints where. */
export function serveAdapter(logic: (context: TurnContext) => Promise<void>): void {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))
  const server = restify.createServer()
  server.use(restify.plugins.bodyParser())
  server.post('/api/messages', async (req, res) => {
    await adapter.process(req, res, logic)
  })
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.url}\n`))
}
