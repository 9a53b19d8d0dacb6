import { type Corpus, type Finding, targetOf } from '../../compile/corpus.ts'
import { finding, quote } from '../../compile/finding.ts'
import { isInternal } from '../../compile/read-list.ts'

/** A link names a document that exists, in a folder where it does not lie: it works here and nowhere else. */
export function misplacedLink(corpus: Corpus): Finding[] {
  const paths = new Set(corpus.documents.map(({ path }) => normal(path)))
  return corpus.documents.flatMap((draft) => {
    const folder = normal(draft.path).split('/').slice(0, -1)
    return draft.links
      .filter(({ url }) => isInternal(url) && !url.startsWith('#') && targetOf(corpus, draft, url) !== undefined)
      .filter(({ url }) => !paths.has(resolve(folder, url)))
      .map((link) => finding(draft, link, `there is no file at ${quote(link.url)} from here; write its path, with .md`))
  })
}

function normal(path: string): string {
  return path.replaceAll('\\', '/')
}

function resolve(folder: readonly string[], url: string): string {
  const path = [...folder]
  for (const part of (url.split('#')[0] ?? '').split('/')) {
    if (part === '..') path.pop()
    else if (part !== '.') path.push(part)
  }
  return path.join('/')
}
