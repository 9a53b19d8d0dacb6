import type { Shell } from '../graph.ts'

/** What a label such as `Cause:` announces. */
export type Role = 'cause' | 'solution' | 'symptom' | 'references' | 'other'

export type AlertKind = 'NOTE' | 'TIP' | 'IMPORTANT' | 'WARNING' | 'CAUTION'

/** Lines of the article that a block stands on; both count from 1. */
export type Span = {
  line: number
  to: number
  /** Set where the article shows it: whether the block stands inside the list item before it. */
  inItem?: boolean
}

/**
 * One piece of an article, whichever form the article has. Its text is words with code spans and links as in Markdown, and nothing else:
 * `write-inline.ts` makes everything else harmless.
 */
export type Block = Span &
  (
    | { kind: 'heading'; level: number; text: string; anchors?: string[]; tab?: boolean }
    | { kind: 'label'; role: Role; text: string }
    | { kind: 'text'; text: string }
    | { kind: 'item'; text: string; number?: number; bullet?: true; depth: number; option?: true }
    | { kind: 'command'; command: string; shell: Shell }
    | { kind: 'sample'; lines: string[] }
    | { kind: 'message'; text: string }
    | { kind: 'table'; rows: string[][] }
    | { kind: 'alert'; alert: AlertKind; text: string }
    | { kind: 'reference'; text: string; url: string }
  )

export type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

/** What a front end makes of an article. */
export type Article = { title?: string; blocks: Block[]; products?: string }
