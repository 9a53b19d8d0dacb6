import type { Source } from '../../dialogs/index.ts'
import { plainSummary } from '../plain-summary.ts'

/** The part of a message of Teams that cites its source: the text that bears the mark, and what the mark opens. */
export type Citation = { text: string; entities: [object] }

// What Teams takes; it refuses a message with more.
const LONGEST_NAME = 80
const LONGEST_ABSTRACT = 160

/**
 * Cites the document that a reply comes from; nothing where there is no text to bear the mark. A card bears none, and
 * Teams parts a text from its card: so what opens the document stands above its first card, and reads alone; a text ends
 * in the mark. It is no `AIGeneratedContent`.
 */
export function cited({ document, place, about, opening }: Source, text = safe(opening)): Citation | undefined {
  if (text === undefined) return undefined
  const name = clip(plain(document), LONGEST_NAME)
  const appearance = {
    '@type': 'DigitalDocument',
    name,
    abstract: clip(plain(`${place}. ${about}`), LONGEST_ABSTRACT),
    image: { '@type': 'ImageObject', name: 'Text' },
  }
  return {
    text: `${text} [1]`,
    entities: [
      {
        type: 'https://schema.org/Message',
        '@type': 'Message',
        '@context': 'https://schema.org',
        '@id': '',
        citation: [{ '@type': 'Claim', position: 1, appearance }],
      },
    ],
  }
}

// Bold and code stay above the card, and nothing that could be a link, a mention or another mark.
const safe = (opening: string | undefined) => opening?.replace(/[\\[\]<>|#~]/g, ' ').trim()

// Behind the mark nothing is Markdown.
const plain = (text: string) =>
  plainSummary(text)
    .replace(/[\\`*_[\]<>|#~]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const whole = text.slice(0, limit - 1).replace(/\s+\S*$/, '')
  return `${whole.toWellFormed().trimEnd()}…`
}
