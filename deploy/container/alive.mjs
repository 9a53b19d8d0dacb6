// The container's health check: the bot answers on its own port.
const port = process.env.PORT || '3978'
const isWell = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4000) }).then(
  ({ ok }) => ok,
  () => false,
)
process.exitCode = isWell ? 0 : 1
