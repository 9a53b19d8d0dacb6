import type { Case, CaseEntry, CaseStatus, CaseSummary } from '../../cases/index.ts'
import type { CaseView } from '../../desk/case-view.ts'
import type { AnswerOpinions, Insights } from '../../desk/insights.ts'

export type { AnswerOpinions, Case, CaseEntry, CaseStatus, CaseSummary, CaseView, Insights }

/** How somebody signs in. */
export type SignInWay = { way: 'password' | 'provider' | 'proxy'; href?: string }

/** Who is signed in. */
export type Me = { id: string; name: string; role: 'expert' | 'reader'; csrf: string; signIn: SignInWay }

export type Queue = { cases: CaseSummary[]; more: boolean }
export type OpenCase = { case: CaseView; colleagues: { id: string; name: string }[] }
export type Question = {
  id: string
  texts: { text: string; count: number }[]
  count: number
  reasons: string[]
  last: number
}

/** A move as the page sends it. */
export type MoveOrder = { kind: string; words?: string; to?: string }

/** What a picture of insights is drawn from, and how it was asked for. */
export type PictureData = { data: Insights; query: URLSearchParams }
