import type { Facts } from '../facts.ts'
import type { Product } from '../graph.ts'

/** The tool outputs there are readers for: `ospp.dstatus`, `slmgr.dlv`, `nslookup.srv`, `event.12288` … */
export type Tool = string

/** One product of a paste that shows several. */
export type ProductReading = { name: string; facts: Facts }

/** What one reader made of one stretch of the text. Lines count from 1, both ends included. */
export type Reading = {
  tool: Tool
  lines: [from: number, to: number]
  facts: Facts
  products?: ProductReading[]
  /** Every event or record where there are several, in the order of the paste; `facts` are those of the one that decides. */
  entries?: Facts[]
}

/** An activation code in the text, in canonical spelling `0x` + upper-case hex (`0x0` for success). */
export type CodeFound = {
  code: string
  line: number
  /** Printed beside a licensed status, or by a benign event: tells, but does not decide. */
  informational?: true
  /** So incomplete that it is only a guess: a digit missing or too many, only the end of it. */
  damaged?: true
  /** Known codes that a damaged one may stand for, when more than `code`. */
  candidates?: string[]
}

/** A product key or another secret in the text. A published setup key is evidence, anything else is masked. */
export type KeyFound = {
  line: number
  published?: { product: Product; name: string; edition: string; key: string }
  /** What was masked; absent for a published key. */
  kind?: 'productKey' | 'installationId' | 'confirmationId' | 'password' | 'token'
}

/** Which of several products of a paste the merged facts are about, and why. */
export type Focus = { product: string; why: 'only' | 'failing' | 'unlicensed' | 'first' }

/** Everything read from one text: `codes` best first, `facts` merged by precedence. */
export type Evidence = {
  codes: CodeFound[]
  readings: Reading[]
  facts: Facts
  focus?: Focus
  keys: KeyFound[]
  /** The text with every secret masked; the only form that is matched further, stored or shown. */
  masked: string
  /** The lines that no reader claimed: prose, questions, unknown output. */
  prose: string
}
