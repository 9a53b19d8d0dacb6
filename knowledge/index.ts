export { lookUpCode } from './codes.ts'
export type { Compiled } from './compile/compile.ts'
export { holds } from './condition.ts'
export { type CoverageRow, coverage } from './coverage.ts'
export { type Diagnostic, formatDiagnostic } from './diagnostic.ts'
export type { CodeFound, Evidence, Focus, KeyFound, ProductReading, Reading, Tool } from './evidence/evidence.ts'
export {
  createLikelyPatterns,
  type Fleet,
  type FleetGroup,
  isKnownCode,
  normalise,
  type ReadOptions,
  read as readEvidence,
  readFleet,
} from './evidence/index.ts'
export {
  FACTS,
  type FactDefinition,
  type FactName,
  type Facts,
  type FactType,
  type FactValue,
  isFactName,
  type Known,
} from './facts.ts'
export type * from './graph.ts'
export type { Lexicon } from './lexicon.ts'
export type { Decision, Match, MatchContext, Matcher, Ranking, RejectReason } from './match/decision.ts'
export type { Explanation, MatchedTerm, RankedClass } from './match/explain.ts'
export { createMatcher, type ExplainingMatcher } from './match/matcher.ts'
export type { Model } from './match/model.ts'
export type { Prepared } from './match/prepared.ts'
export { stemWords } from './match/stem-words.ts'
export { train } from './match/train.ts'
export { createPseudonyms, maskSecrets, type Pseudonyms, redactOrWithhold, WITHHELD } from './redact/index.ts'
export { SETUP_KEYS, type SetupKey } from './setup-keys.ts'
export { LIMITS, type Limits, type Macros, type Source } from './source/index.ts'
