export { type Prepared, prepareMatching } from './prepared.ts'
export { train } from './train.ts'
