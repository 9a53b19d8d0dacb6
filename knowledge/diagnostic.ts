export type Severity = 'error' | 'warning'

/** A problem in a document: what is wrong, where, and what to do. Lines and columns count from 1. */
export type Diagnostic = {
  /** The rule that is broken, in kebab-case; `knowledge/README.md` has a row for each. */
  code: string
  severity: Severity
  file: string
  line: number
  column: number
  message: string
}

/** Prints a diagnostic the way compilers do: `vpn.md:12:3 unknown-target: …`. */
export function formatDiagnostic({ file, line, column, code, message }: Diagnostic): string {
  return `${file}:${line}:${column} ${code}: ${message}`
}
