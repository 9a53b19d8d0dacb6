export { type Compiled, compile } from './compile.ts'
export { parseLexicon } from './parse-lexicon.ts'
export { expandPhrase } from './phrases.ts'
