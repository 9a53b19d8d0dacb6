/** How one fact is spoken of. A fact without `ask` is never asked for by itself. */
export type FactWords = {
  /** Stands before the value: "Office version: 2013". */
  label: string
  ask?: string
  /** How to find out, one sentence. */
  how?: string
  /** What a command shows while the value is missing, and what stands there. */
  placeholder?: string
}
