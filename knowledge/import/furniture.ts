import type { Piece } from './piece.ts'
import type { Report } from './report.ts'

/** What a web page shows around an article. */
const FURNITURE =
  /^(?:Access to this page requires authorization\b.*|You can try (?:signing in|changing directories)\b.*|Skip to main content|In this article|Table of contents|Was this page helpful\??|Feedback|Submit and view feedback.*|Print|E-?mail|Share(?: this)?|Read in English|Save|Add to collections|Back to top|Article ID:?.*|Last Review:?.*|Revision:?.*|View products that this article applies to\.?|Exit focus mode|\d+ contributors?)$/i

/** Takes away what belongs to the page and not to the article, and a heading that stands over nothing else. */
export function withoutFurniture(pieces: readonly Piece[], report: Report): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    if (!FURNITURE.test(piece.text.slice(0, 200))) {
      result.push(piece)
      continue
    }
    report('page-furniture', piece.line, 'this line belongs to the web page, not to the article, and is left out')
    const before = result.at(-1)
    if (before && /^Note$/i.test(before.text)) result.pop()
  }
  return result
}
