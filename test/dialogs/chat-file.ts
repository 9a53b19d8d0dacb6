/** One turn of a `.chat` file: what the person says, and what the bot must show. */
export type ChatTurn = { user: string; line: number; shows: string[]; suggestions?: string[] }

/** A conversation as a specification. */
export type Chat = { documents: 'small' | 'real'; turns: ChatTurn[] }

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
