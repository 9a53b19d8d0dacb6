import type { Span } from './block.ts'

/** A line of a plain article, or what is left of one after it was taken apart or put together. */
export type Piece = Span & { text: string }
