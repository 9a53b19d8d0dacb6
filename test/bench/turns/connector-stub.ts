import { createServer } from 'node:http'

// The connector of a channel: takes every post, and counts the messages among them. `GET /` tells how many there were.
let messages = 0
const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  if (request.method === 'POST' && JSON.parse(body).type === 'message') messages += 1
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify(request.method === 'POST' ? { id: `posted-${messages}` } : { messages }))
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') process.stdout.write(`http://127.0.0.1:${address?.port}\n`)
})
