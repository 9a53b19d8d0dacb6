import type { Product } from '../graph.ts'

/** The products an article is about: what it names, leaving out the odd one it only mentions in passing. */
export function productsIn(text: string): Product[] {
  const office = count(text, /\b(?:Office(?! 365 admin)|ospp\.vbs|Visio|Project 20\d\d)\b/gi)
  const windows = count(text, /\b(?:Windows(?! (?:Script Host|Explorer|Firewall|Features|key))|slmgr)\b/gi)
  const most = Math.max(office, windows)
  const counts: readonly (readonly [Product, number])[] = [
    ['office', office],
    ['windows', windows],
  ]
  // An Office article names Windows too, for paths and services; a third of the mentions separates the subject from that.
  return counts.filter(([, times]) => times > 0 && times * 3 >= most).map(([product]) => product)
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
