import type { Diagnostic, Severity } from '../diagnostic.ts'

/** What can be wrong with an article; `knowledge/README.md` explains each. */
export const FINDINGS = {
  'oversized-article': 'error',
  'empty-article': 'error',
  'nested-too-deeply': 'error',
  uncompilable: 'error',
  'missing-title': 'warning',
  'missing-product': 'warning',
  'lost-command': 'warning',
  'lost-sample': 'warning',
  'lost-message': 'warning',
  'lost-image': 'warning',
  'lost-table': 'warning',
  'lost-link': 'warning',
  'lost-include': 'warning',
  'truncated-table': 'warning',
  'dangling-reference': 'warning',
  'contradictory-path': 'warning',
  'malformed-command': 'warning',
  'unusable-command': 'warning',
  'masked-key': 'warning',
  'unknown-machine': 'warning',
  'missing-number': 'warning',
  'missing-remedy': 'warning',
  'open-end': 'warning',
  'page-furniture': 'warning',
} as const satisfies Record<string, Severity>

export type FindingCode = keyof typeof FINDINGS

/** Takes note of something that an article lost, or that leads nowhere. */
export type Report = (code: FindingCode, line: number, message: string) => void

/** Takes note of findings, and has those that were noted so far. */
export type Reporter = { report: Report; diagnostics: () => Diagnostic[] }

/** Gathers findings about one article, in the order of its lines. */
export function createReporter(file: string): Reporter {
  const found = new Map<string, Diagnostic>()
  const report: Report = (code, line, message) => {
    found.set(`${code} ${line} ${message}`, { code, severity: FINDINGS[code], file, line, column: 1, message })
  }
  const diagnostics = () => [...found.values()].sort((a, b) => a.line - b.line || (a.code < b.code ? -1 : 1))
  return { report, diagnostics }
}
