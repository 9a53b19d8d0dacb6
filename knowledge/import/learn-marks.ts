import type { Report } from './report.ts'

/** What Microsoft Learn writes beside Markdown, as a comment that the Markdown parser leaves alone. */
export type LearnMark = { mark: 'zone' | 'zone-end' | 'image' | 'include'; text: string }

const RULES: readonly (readonly [RegExp, (text: string) => string])[] = [
  [
    /^:::\s*(?:zone|moniker)\s+(?:target="[^"]{0,80}"\s*)?(?:pivot|range)="([^"]{1,160})"[^:]{0,80}(?::::)?\s*$/i,
    (text) => comment('zone', text),
  ],
  [/^:::\s*(?:zone-end|moniker-end)\s*(?::::)?\s*$/i, () => comment('zone-end', '')],
  [/^:::\s*(?:row|column|row-end|column-end)\b[^:]{0,80}:::\s*$/i, () => ''],
  [/^\[!(?:INCLUDE|include)\s*\[[^\]]{0,200}\]\(([^)]{1,300})\)\]\s*$/i, (text) => comment('include', text)],
  [
    /^\[!(?:VIDEO|code(?:-\w{1,20})?)\s*(?:\[[^\]]{0,200}\]\()?([^)\]]{1,300})\)?\]\s*$/i,
    (text) => comment('include', text),
  ],
]
const IMAGE = /:::\s*image\b([^\n]{0,800}?):::/gi
const INLINE_INCLUDE = /\[!INCLUDE\s*\[[^\]]{0,200}\]\(([^)]{1,300})\)\]/gi

/** Turns zones, images and includes into comments, line by line, so that every line keeps its number. */
export function markLearn(text: string, report: Report): string {
  let fence = ''
  return text
    .split('\n')
    .map((line, index) => {
      const [, mark = ''] = /^\s*(?:>\s*)*(`{3,}|~{3,})/.exec(line) ?? []
      if (mark && (fence === '' || mark.startsWith(fence))) fence = fence === '' ? mark : ''
      return fence !== '' || mark ? line : markLine(line, index + 1, report)
    })
    .join('\n')
}

function markLine(line: string, number: number, report: Report): string {
  if (line.length > 4000) return line
  const [, indent = '', rest = ''] = /^(\s*(?:>\s?)*)(.*)$/.exec(line) ?? []
  if (/^\[!div\b/i.test(rest)) return indent
  for (const [pattern, write] of RULES) {
    const found = pattern.exec(rest)
    if (found) return indent + write(found[1] ?? '')
  }
  const imageless = rest.replace(IMAGE, (_, attributes: string) => {
    const alt = /alt-text="([^"]{0,300})"/i.exec(attributes)?.[1]
    if (!/type="icon"/i.test(attributes))
      report('lost-image', number, alt ? `an image is left out; it shows: ${alt}` : 'an image is left out')
    return ''
  })
  const included = imageless.replace(INLINE_INCLUDE, (_, path: string) => {
    report('lost-include', number, `the text of ${path} belongs here and is not in this file`)
    return ''
  })
  return indent + included
}

function comment(mark: LearnMark['mark'], text: string): string {
  return `<!--learn:${mark} ${text.replaceAll('--', '- -')}-->`
}

/** Reads such a comment back. */
export function readMark(html: string): LearnMark | undefined {
  const [, mark, text = ''] = /^<!--learn:(zone-end|zone|image|include) (.*?)-->$/.exec(html.trim()) ?? []
  return mark === 'zone' || mark === 'zone-end' || mark === 'image' || mark === 'include' ? { mark, text } : undefined
}
