/** A document as it came: its path, for messages and for its id, and its text. */
export type Source = { path: string; text: string }

/** Lists of words that a phrase names as `{NAME}`. */
export type Macros = Readonly<Record<string, readonly string[]>>

/**
 * Caps that keep hostile documents cheap. The Markdown parser is quadratic in nesting and in the marks of one block:
 * 80,000 characters of `*a_ ` take 44 s, 5,000 nested quotes 1.6 s, all measured with remark-parse 11 on Node 26.
 */
export type Limits = {
  documents: number
  characters: number
  allCharacters: number
  frontMatter: number
  lines: number
  /** Quote and list marks, or columns of indentation divided by four, at the start of a line. */
  depth: number
  /** Characters that may open or close emphasis, links or code in one block of adjoining lines. */
  marks: number
  /** The same in a whole document, the bars of tables included. */
  allMarks: number
}

export const LIMITS: Limits = {
  documents: 1000,
  characters: 512 * 1024,
  allCharacters: 8 * 1024 * 1024,
  frontMatter: 64 * 1024,
  lines: 10_000,
  depth: 24,
  marks: 1000,
  allMarks: 20_000,
}
