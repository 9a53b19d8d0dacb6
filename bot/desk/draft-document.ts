import { type DialogGraph, readEvidence } from '../../knowledge/index.ts'

/** A document that an author goes on with. */
export type Draft = { file: string; markdown: string }

const LONGEST_PHRASE = 120
const MOST_PHRASES = 24
const MOST_CODES = 8

/**
 * Drafts a document from questions that nobody answered. What people wrote becomes phrases and nothing else; the node
 * lacks its source, which the compiler points out until somebody has written what to do.
 */
export function draftDocument(texts: readonly string[], graph: DialogGraph, day: string): Draft {
  const phrases = [...new Set(texts.map(toPhrase))].filter((phrase) => phrase !== '').slice(0, MOST_PHRASES)
  const codes = freeCodes(texts, graph)
  const taken = new Set(graph.documents.map(({ id }) => id))
  const name = codes[0] ? `code-${codes[0].toLowerCase()}` : `question-${day}`
  let id = name
  for (let count = 2; taken.has(id); count += 1) id = `${name}-${count}`
  return { file: `${id}.md`, markdown: render(phrases, codes, day) }
}

function render(phrases: readonly string[], codes: readonly string[], day: string): string {
  return `${[
    '---',
    `title: Unanswered question of ${day}`,
    'products: [office, windows]',
    ...(codes.length > 0 ? [`codes: [${codes.join(', ')}]`] : []),
    // JSON is YAML, and leaves nothing outside the quotes.
    'phrases:',
    ...phrases.map((phrase) => `  - ${JSON.stringify(phrase)}`),
    'source: own',
    '---',
    'Say in two sentences what is wrong, and give the document a title and a file name of its own.',
    '',
    '## Say here what to do',
    '> [!NOTE]',
    '> On: client · risk: reads · ends: person',
    '1. Write the first step, with its command and what it shows when it worked.',
  ].join('\n')}\n`
}

// The marks of phrases, quotes and what steers a terminal go; words and blanks stay.
function toPhrase(text: string): string {
  const words = text
    .replace(/[()[\]{}|\\"`<>\p{C}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (words.length <= LONGEST_PHRASE) return words
  return words.slice(0, words.lastIndexOf(' ', LONGEST_PHRASE) + 1 || LONGEST_PHRASE).trim()
}

// A code that another document has would decide nothing.
function freeCodes(texts: readonly string[], graph: DialogGraph): string[] {
  const claimed = new Set(graph.topics.flatMap((topic) => topic.codes))
  const found = texts.flatMap((text) => readEvidence(text).codes.map(({ code }) => code))
  return [...new Set(found)].filter((code) => /^0x[0-9A-F]{8}$/.test(code) && !claimed.has(code)).slice(0, MOST_CODES)
}
