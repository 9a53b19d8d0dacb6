import { ConfigError, parseConfig } from '../config.ts'
import { loadKnowledge } from '../knowledge.ts'
import { bundleDesk, bundlePages } from '../pages/bundle.ts'

try {
  const { cacheDir, knowledgeDir } = parseConfig(process.env)
  const pages = [...(await bundlePages(cacheDir)), ...(await bundleDesk(cacheDir))]
  process.stdout.write(`${pages.length} files of the pages are bundled.\n`)
  const { graph } = await loadKnowledge({ folder: knowledgeDir, cache: cacheDir, wait: true })
  process.stdout.write(
    `${graph.topics.length} topics are compiled, and the matcher is trained.\nAll of it is in ${cacheDir}\n`,
  )
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.problems.join('\n')}\n`)
  process.exitCode = 78
}
