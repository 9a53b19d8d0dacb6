export { LINT_RULES } from './rules/index.ts'
