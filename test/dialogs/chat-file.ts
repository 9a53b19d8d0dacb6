/** One turn of a `.chat` file: what the person says, and what the bot must show. */
export type ChatTurn = { user: string; line: number; shows: string[]; suggestions?: string[] }

/** A conversation as a specification. */
export type Chat = { documents: 'small' | 'real'; turns: ChatTurn[] }

/**
 * Writes a `.chat` file from what was said: of each reply the titles, commands and questions, which a person reviews.
 */
export function recordChat(documents: Chat['documents'], turns: readonly Said[]): string {
  const head = documents === 'small' ? ['documents: small'] : []
  const lines = turns.flatMap(({ user, text, suggestions }) => [
    `user: ${user}`,
    ...telling(text).map((line) => `bot: ${line}`),
    ...(suggestions?.length ? [`[Suggestions=${suggestions.join('|')}]`] : []),
  ])
  return `${[...head, ...lines].join('\n')}\n`
}

type Said = { user: string; text: string; suggestions: string[] | undefined }

const MOST_LINES = 7

function telling(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  const kept = lines.filter(
    (line) =>
      /^\*\*|^`[^`]*`$/.test(line) || (/^[^\d].{0,120}\?$/.test(line) && line.length < 130) || OWN_WORDS.test(line),
  )
  const first = lines.find((line) => line !== '') ?? ''
  return (kept.length > 0 ? kept : [first])
    .map((line) => line.replace(/^(\*\*.*?\.\*\*) .*$/, '$1'))
    .slice(0, MOST_LINES)
}

const OWN_WORDS = /^(Changed|Noted|Since|From|Nothing|That|Then|I |Done|Licensed|Welcome|Is |Earlier|IT has)/

/**
 * Reads a `.chat` file. `user:` starts a turn and goes on until the next mark, so a paste can have many lines; every
 * `bot:` line must stand in the reply, in this order; `[Suggestions=A|B]` are its buttons, exactly.
 */
export function parseChat(text: string): Chat {
  const turns: ChatTurn[] = []
  let documents: Chat['documents'] = 'real'
  let isUser = false
  for (const [index, line] of text.split('\n').entries()) {
    const [, mark, rest = ''] = /^(documents|user|bot): ?(.*)$/.exec(line) ?? []
    const suggestions = /^\[Suggestions=(.*)\]$/.exec(line)?.[1]
    const last = turns.at(-1)
    if (mark === 'documents') documents = rest === 'small' ? 'small' : 'real'
    else if (mark === 'user') turns.push({ user: rest, line: index + 1, shows: [] })
    else if (mark === 'bot') last?.shows.push(rest)
    else if (suggestions !== undefined && last) last.suggestions = suggestions.split('|')
    else if (isUser && last && line !== '') last.user += `\n${line}`
    isUser = mark === 'user' || (isUser && mark === undefined && suggestions === undefined)
  }
  return { documents, turns }
}
