// A process of its own: what a matcher takes that finds everything in the cache, in milliseconds and megabytes.
const start = performance.now()
const { loadKnowledge } = await import('../../bot/knowledge.ts')
const loaded = { at: performance.now(), cpu: process.cpuUsage(), memory: process.memoryUsage.rss() }
const { ready } = await loadKnowledge()
const { user, system } = process.cpuUsage(loaded.cpu)
const figures = {
  ready,
  code: Math.round(loaded.at - start),
  wall: Math.round(performance.now() - loaded.at),
  cpu: Math.round((user + system) / 1000),
  megabytes: Math.round((process.memoryUsage.rss() - loaded.memory) / 1e6),
}
process.stdout.write(JSON.stringify(figures))
