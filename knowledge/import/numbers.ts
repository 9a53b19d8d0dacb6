import type { Block } from './block.ts'
import type { Report } from './report.ts'

/** Reports numbers that a list leaves out: a step between them may be lost. */
export function reportGaps(blocks: readonly Block[], report: Report): void {
  let before: number | undefined
  for (const block of blocks) {
    if (block.kind === 'heading') before = undefined
    if (block.kind !== 'item' || block.number === undefined || block.depth > 0) continue
    if (before !== undefined && block.number > before + 1) {
      const missing =
        block.number === before + 2 ? `step ${before + 1} is` : `steps ${before + 1} to ${block.number - 1} are`
      report('missing-number', block.line, `${missing} missing before this one`)
    }
    before = block.number
  }
}
