import type { Analysis } from './analyse.ts'

/** A stretch of the text that can hold a problem of its own. */
export type Segment = { from: number; to: number }

/** A text cut where one problem may end and another begin. */
export type Cut = {
  segments: Segment[]
  /** The text itself says that there are several problems. */
  counted: boolean
  /** The text tells of different machines or asks different things. */
  apart: boolean
}

// A new line, the end of a sentence, an item of an enumeration, a word that turns to something else.
const BORDER =
  /\n+|[.!?。！？](?=\s|$)|[。！？]|;|(?:^|(?<=[\s,;:(]))(?:\d|[a-d])[).](?=\s)|,? (?:and also|and then also|in addition|additionally|separately|besides|furthermore|plus|whereas|while|on top of that)\b:?|, (?:and|but|und|et|y|e|i|и) | and, |,? (?:and |but )?(?=the (?:one|ones|other|others|first one|second one|rest) )|(?<=\w) (?:and|but) (?=(?:on|the|another|a second|in|for|at|it|its|we|i|my|our|now|then|nslookup|telnet|ping|slmgr|ospp|ospp\.vbs|windows|office|word|excel|visio|server|kms|clients?) )| - |(?: und außerdem| et aussi| y también) /g
const ITEM = /(?:^|[\s,;:(])(?:[1-5a-d][).]|(?:first|second|third)(?:ly)?[,:]|(?:erstens|zweitens)[,:]?)(?=\s)/g
const COUNTED =
  /\b(?:two|three|several|2|3) (?:different |separate |other )?(?:things|problems|issues|questions|errors|topics|cases)\b|\b(?:zwei|drei|mehrere) (?:dinge|probleme|fragen|fehler)\b|\b(?:and|but) (?:also|in addition)\b|\band\b(?:[^.;\n]|\.(?=\w)){1,60}\balso\b|\b(?:separately|additionally|in addition|secondly|besides that|on top of that|unrelated|another (?:problem|issue|thing|error|question)|on (?:a|the) (?:second|third|fourth|fifth|sixth|other|others|next)|second (?:problem|issue|thing|question))\b|[.;?]\s*(?:and|also)\b|,\s*also\b/
// Two machines, or two questions, in one sentence.
const APART =
  /\bthe one\b[^.;\n]{1,80}\bthe (?:one|other)\b|, the other (?:one|ones|two|pcs?|machines?)\b|\b(?:what|how|why|where)\b[^.?\n]{5,80}\band\b[^.?\n]{0,30}\b(?:what|how|why|where)\b/
const LABEL = /(?:^|[.;,\n][^\S\n]*)([a-z]{2,10})(?:[ -]?\w{1,2}| [^.:;,\n]{1,30}): /g
const MOST = 8
const SHORTEST = 12

/** Cuts a text into the stretches that may be about different problems, in their order. */
export function cutText(analysis: Analysis): Cut {
  const { folded } = analysis
  const counted = isCounted(folded)
  return { segments: segmentsOf(analysis), counted, apart: counted || APART.test(folded) }
}

/** The stretches of a text, in their order. */
export function segmentsOf({ folded }: Analysis): Segment[] {
  const segments: Segment[] = []
  let from = 0
  for (const border of folded.matchAll(BORDER)) {
    if (border.index - from < SHORTEST) continue
    segments.push({ from, to: border.index })
    from = border.index + border[0].length
    if (segments.length === MOST) break
  }
  if (folded.length - from >= SHORTEST || segments.length === 0) segments.push({ from, to: folded.length })
  else segments[segments.length - 1] = { from: segments.at(-1)?.from ?? 0, to: folded.length }
  return segments
}

function isCounted(folded: string): boolean {
  return COUNTED.test(folded) || (folded.match(ITEM)?.length ?? 0) > 1 || hasLabels(folded)
}

/** `Server A: … Server B: …` */
function hasLabels(folded: string): boolean {
  const names = [...folded.matchAll(LABEL)].map(([, name]) => name)
  return new Set(names).size < names.length
}

/** The part of an analysis that stands in a segment; places stay those of the whole text. */
export function analysisWithin(analysis: Analysis, { from, to }: Segment): Analysis {
  const inside = (_: unknown, index: number) => (analysis.at[index] ?? 0) >= from && (analysis.at[index] ?? 0) < to
  return {
    folded: analysis.folded,
    words: analysis.words.filter(({ at }) => at >= from && at < to),
    terms: analysis.terms.filter(inside),
    at: analysis.at.filter(inside),
    paths: analysis.paths.filter(inside),
  }
}
