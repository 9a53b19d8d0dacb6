// How long the documents of the bot take to compile: `node test/bench/compile.ts`
import { readDocuments, readLexicon } from '../../bot/documents.ts'
import { compile, parseLexicon } from '../../knowledge/compile/index.ts'

const sources = readDocuments()
const { macros } = parseLexicon(readLexicon())
const runs = Array.from({ length: 20 }, () => {
  const start = performance.now()
  compile(sources, macros)
  return performance.now() - start
})
const warm = runs.slice(5).sort((a, b) => a - b)
const characters = sources.reduce((sum, { text }) => sum + text.length, 0)
process.stdout.write(
  `${sources.length} documents, ${characters} characters: first ${runs[0]?.toFixed(0)} ms, ` +
    `warm median ${warm[7]?.toFixed(0)} ms, slowest ${warm.at(-1)?.toFixed(0)} ms\n`,
)
