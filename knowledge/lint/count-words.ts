/** How many words a person reads in a piece of Markdown; addresses and sample output do not count. */
export function countWords(markdown: string): number {
  return markdown
    .replace(/^ *(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ *\1/gm, ' ')
    .replace(/\]\([^)\n]{0,2000}\)/g, ']')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
