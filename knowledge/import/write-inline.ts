import { commandsIn } from './commands.ts'

// In this order: what is code already, links, addresses, registry keys, paths, placeholders, words with marks, single marks.
const TOKEN = new RegExp(
  [
    '(?<code>`[^`\\n]{1,400}`)',
    '(?<link>\\[[^\\[\\]\\n]{1,300}\\]\\([^()\\s]{1,600}\\))',
    '(?<url>https?:\\/\\/[^\\s<>"`]{1,600})',
    '(?<registry>\\bHK(?:EY_[A-Z_]{5,20}|LM|CU|CR):?\\\\{1,2}(?:[\\w .()-]{1,60}\\\\{1,2}){0,12}[\\w.()-]{1,60})',
    '(?<path>(?:\\b[A-Za-z]:|%\\w{1,20}%)\\\\(?:[^\\\\/:*?"<>|,;`\\n]{1,60}\\\\){0,12}[\\w.%()-]{0,60})',
    '(?<placeholder><[^<>\\n]{1,80}>|\\{[^{}\\n]{1,60}\\})',
    '(?<word>[^\\s`*\\[\\]<>()"“”,;:]{0,80}_[^\\s`*\\[\\]<>()"“”,;:]{0,80})',
    '(?<mark>[\\\\`*_\\[\\]<>~]|&(?=#?\\w{1,31};))',
  ].join('|'),
  'g',
)

/** Writes words as Markdown: code spans and links stay, everything that Markdown would read as something else is made harmless. */
export function writeInline(text: string): string {
  const words = withCommandsMarked(text).replace(/\s+/g, ' ').trim()
  return words.replace(TOKEN, (whole, ...rest) => writeToken(whole, rest.at(-1)))
}

/** Words at the start of a block, where a mark would make it a list, a heading or a quote. */
export function writeBlockStart(text: string): string {
  return writeInline(text).replace(/^(?:(\d{1,9})([.)])(?=\s|$)|([-+#=|]))/, (_, number, dot, mark) =>
    mark ? `\\${mark}` : `${number}\\${dot}`,
  )
}

/** Words in a cell of a table. */
export function writeCell(text: string): string {
  return writeInline(text).replaceAll('|', '\\|')
}

/** A text as a code span, whatever it holds. */
function codeSpan(text: string): string {
  const flat = text
    .replace(/\s+/g, ' ')
    .replace(/\{([A-Za-z]\w*)\}/g, '<$1>')
    .trim()
  if (!flat.includes('`')) return `\`${flat}\``
  return `\`\`\`\` ${flat} \`\`\`\``
}

function writeToken(whole: string, groups: Record<string, string | undefined>): string {
  if (groups['code']) return codeSpan(whole.slice(1, -1))
  if (groups['link']) return writeLink(whole)
  if (groups['url']) return writeUrl(whole)
  if (groups['mark']) return `\\${whole}`
  const [tail = ''] = /(?<![.)])[.)]+$/.exec(whole) ?? []
  const body = whole.slice(0, whole.length - tail.length)
  const isOpen = (body.match(/\(/g)?.length ?? 0) > (body.match(/\)/g)?.length ?? 0)
  const [code, rest] = isOpen && tail.startsWith(')') ? [`${body})`, tail.slice(1)] : [body, tail]
  return code === '' ? whole : `${codeSpan(code)}${rest}`
}

function writeLink(link: string): string {
  const [, label = '', url = ''] = /^\[(.*)\]\((.*)\)$/s.exec(link) ?? []
  const words = label
    .replace(/`([^`]*)`/g, '$1')
    .replace(/[\\`*_[\]<>~{}&]/g, '\\$&')
    .replaceAll('\\{', '(')
    .replaceAll('\\}', ')')
  if (url.startsWith('#')) return `[${words}](${url})`
  return /^https:\/\/[^\s@]+$/i.test(url) ? `[${words}](${url})` : words
}

// An address in brackets ends before the bracket that it did not open.
function writeUrl(url: string): string {
  const stripped = url.replace(/(?<![.,;:!?])[.,;:!?]+$/, '')
  const opened = (stripped.match(/\(/g) ?? []).length
  const closed = (stripped.match(/\)/g) ?? []).length
  const address = closed > opened && stripped.endsWith(')') ? stripped.slice(0, -1) : stripped
  const rest = url.slice(address.length)
  return /^https:\/\/[^\s@]+$/i.test(address) ? `<${address}>${rest}` : `\`${address}\`${rest}`
}

function withCommandsMarked(text: string): string {
  if (text.length > 4000 || !/ospp|slmgr|nslookup|ping |net |sc |reg |-[A-Z]/i.test(text)) return text
  let result = ''
  let past = 0
  for (const { at, command } of commandsIn(text)) {
    const isMarked =
      (text.slice(0, at).split('`').length - 1) % 2 === 1 || /\]\([^)\s]*$/.test(text.slice(Math.max(0, at - 300), at))
    if (isMarked || command.includes('`')) continue
    result += `${text.slice(past, at)}\`${command}\``
    past = at + command.length
  }
  return result + text.slice(past)
}
