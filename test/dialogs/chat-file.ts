import type { AttachedFile } from '../../dialogs/index.ts'
import type { Talk } from './talk.ts'

/** One turn of a `.chat` file: what the person says and attaches, after how many hours, and what the bot must show. */
export type ChatTurn = {
  user: string
  line: number
  files: AttachedFile[]
  hours: number
  shows: string[]
  suggestions?: string[]
}

/** A conversation as a specification. */
export type Chat = { documents: 'small' | 'real'; turns: ChatTurn[] }

/**
 * Writes a `.chat` file from what was said: of each reply the titles, commands and questions, which a person reviews.
 */
export function recordChat(documents: Chat['documents'], turns: readonly Said[]): string {
  const head = documents === 'small' ? ['documents: small'] : []
  const lines = turns.flatMap(({ user, files, hours, text, suggestions }) => [
    ...(hours > 0 ? [`wait: ${hours} hours`] : []),
    `user: ${user}`,
    ...files.map((file) => `file: ${file.name}${file.text === undefined ? '' : `\n${file.text}`}`),
    ...telling(text).map((line) => `bot: ${line}`),
    ...(suggestions?.length ? [`[Suggestions=${suggestions.join('|')}]`] : []),
  ])
  return `${[...head, ...lines].join('\n')}\n`
}

type Said = Pick<ChatTurn, 'user' | 'files' | 'hours'> & { text: string; suggestions: string[] | undefined }

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

const OWN_WORDS =
  /^(Changed|Noted|Since|From|Nothing|That|Then|I |Done|Licensed|Welcome|Is |Earlier|IT has|You are|Copy|A command|Start the|It (only|changes|restarts|uses))/

/**
 * Reads a `.chat` file. `user:` starts a turn and goes on until the next mark, so a paste can have many lines; `file:`
 * attaches a file, with the lines after it as its text; `wait:` lets hours pass before the turn. Every `bot:` line must
 * stand in the reply, in this order; `[Suggestions=A|B]` are its buttons, exactly.
 */
export function parseChat(text: string): Chat {
  const turns: ChatTurn[] = []
  let documents: Chat['documents'] = 'real'
  let hours = 0
  let goesOn: ((line: string) => void) | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const [, mark, rest = ''] = /^(documents|user|bot|file|wait): ?(.*)$/.exec(line) ?? []
    const suggestions = /^\[Suggestions=(.*)\]$/.exec(line)?.[1]
    const last = turns.at(-1)
    if (mark === undefined && suggestions === undefined && line !== '') goesOn?.(line)
    if (mark === undefined && suggestions === undefined) continue
    goesOn = undefined
    if (mark === 'documents') documents = rest === 'small' ? 'small' : 'real'
    else if (mark === 'wait') hours = Number.parseInt(rest, 10)
    else if (mark === 'user') {
      const turn = { user: rest, line: index + 1, files: [], hours, shows: [] }
      hours = 0
      turns.push(turn)
      goesOn = (more) => {
        turn.user += `\n${more}`
      }
    } else if (mark === 'file' && last) goesOn = attach(last, rest)
    else if (mark === 'bot') last?.shows.push(rest)
    else if (suggestions !== undefined && last) last.suggestions = suggestions.split('|')
  }
  return { documents, turns }
}

const MEDIA_TYPES: Record<string, string> = {
  png: 'image/png',
  txt: 'text/plain',
  csv: 'text/csv',
  pdf: 'application/pdf',
}

// A text file has its lines below its name; of a picture there is only the name.
function attach({ files }: ChatTurn, name: string): (line: string) => void {
  const mediaType = MEDIA_TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  const file: AttachedFile = mediaType.startsWith('text/') ? { name, mediaType, text: '' } : { name, mediaType }
  files.push(file)
  return (line) => {
    if (file.text !== undefined) file.text += file.text === '' ? line : `\n${line}`
  }
}

const HOUR = 60 * 60 * 1000

/** Says the turns of a conversation one after the other, with the time that passes between them. */
export function* replay(start: Talk, turns: readonly ChatTurn[]): Generator<{ talk: Talk; turn: ChatTurn }> {
  let talk = start
  let at = 1
  for (const turn of turns) {
    at += turn.hours * HOUR + 1
    talk = talk.take({ kind: 'message', text: turn.user, files: turn.files, at })
    yield { talk, turn }
  }
}
