export { type Compiled, compile } from './compile.ts'
export { expandPhrase } from './phrases.ts'
