/** What only our front matter says. */
const OURS = /^(?:products|kind|phrases|source|family):/m

/** Tells Markdown, Microsoft Learn's in particular, from text that lost its structure. */
export function isMarkdown(text: string): boolean {
  return frontMatterOf(text) !== undefined || /^#{1,4} \S/m.test(text) || /^(?:`{3}|~{3})/m.test(text)
}

/** Tells Markdown that was written for Microsoft Learn from a document of our dialect, also from one with faults. */
export function isLearn(text: string): boolean {
  const normal = text
    .slice(0, 100_000)
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
  const matter = frontMatterOf(normal)
  if (matter !== undefined) return !OURS.test(matter) && /^(?:title|ms\.[\w.]+|description):/m.test(matter)
  return (
    /^\s*# \S/.test(normal) ||
    /^(?:>? ?\[!INCLUDE|::: ?(?:image|zone|moniker)|# \[[^\]\n]{1,80}\]\(#tab\/)/m.test(normal)
  )
}

function frontMatterOf(text: string): string | undefined {
  return /^---\n([\s\S]{0,20000}?)\n---\n/.exec(text)?.[1]
}
