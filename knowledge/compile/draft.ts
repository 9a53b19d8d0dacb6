import type { FrontMatter } from './front-matter.ts'

/** A place in a document; both count from 1. */
export type Place = { line: number; column: number }

/** Some words of a document and where they stand. */
export type Words = Place & { text: string }

/** A link that a document makes, with its words as Markdown. */
export type Link = Place & { label: string; url: string }

/** A key of a note or of a fence's info string: `risk: setting`, `elevated`. */
export type Setting = Place & { key: string; value: string; link?: Link }

/** A comment that the dialect knows: `<!-- source: … -->`, `<!-- was: … -->`, `<!-- id: … -->`. */
export type Comment = Words & { key: string }

export type DraftCommand = Place & {
  language: string
  template: string
  /** How many lines of the fence hold something. */
  lines: number
  settings: Setting[]
  expect?: string
}

/** An item of an ordered list; with `splice` it stands for the items of another step. */
export type DraftItem = Place & { text: string; commands: number[]; splice?: Link }

export type DraftChoice = Link & { value?: Words; hint?: string }

export type DraftTable = Place & {
  by: Words[]
  gives: Words
  rows: Words[][]
  lines: [number, number]
  heading: string
}

/** What stands under one heading. Nothing is judged here: the rules do that. */
export type Section = Place & {
  title: string
  slug: string
  /** The anchor that GitHub gives the heading when a fact stands in it. */
  anchor: string
  isQuestion: boolean
  fact?: Words
  lines: [from: number, to: number]
  comments: Comment[]
  /** The keys of its first note. */
  settings: Setting[]
  commands: DraftCommand[]
  items: DraftItem[]
  choices: DraftChoice[]
  warnings: string[]
  notes: string[]
  body: string[]
  strayExpects: Place[]
}

/** One document, read but not judged. */
export type Draft = Place & {
  path: string
  id: string
  /** Set for a translation: the folder it lies in. */
  language?: string
  frontMatter: FrontMatter
  summary: string
  sections: Section[]
  tables: DraftTable[]
  links: Link[]
  /** Raw HTML other than the comments of the dialect. */
  html: Words[]
  /** Markdown the dialect has no use for: images, reference links, footnotes. */
  foreign: Words[]
  /** Prose and inline code, outside fences. */
  texts: Words[]
  /** Headings that are no node. */
  strayHeadings: Words[]
  /** Commands in places where nobody would run them: quotes and nested lists. */
  strayCommands: Place[]
}
