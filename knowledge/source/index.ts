export { LIMITS, type Limits, type Macros, type Source } from '../compile/source.ts'
