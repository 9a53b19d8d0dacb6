import type { WordPattern } from './patterns.ts'

const CLOCK = '\\b(?:clocks?|time|uhr|uhrzeit|systemzeit|horloge|heure|reloj|hora)\\b'
const APART =
  "(?:ahead|behind|off|apart|slow|fast|late|early|differs?|differ|different|difference|wrong|skew|offset|drift|geht|vor|nach|falsch|abweichung|de retard|d'avance|adelantado|atrasado)"
const LIMIT = '(?<!\\b(?:than|most|within|over|under|below|limit|limit is|max|maximum|up to) )'
const SPAN = `${LIMIT}(?<![\\d.,:])(\\d{1,5}(?:[.,]\\d{1,2})? ?(?:h|hrs?|hours?|std|stunden?|heures?|horas?|min|mins|minutes?|minuten?|minutos?|s|secs?|seconds?|sekunden?|days?|tage?n?))\\b`

const HOURS: readonly [unit: RegExp, hours: number][] = [
  [/^(?:d|t)/, 24],
  [/^(?:h|st)/, 1],
  [/^m/, 1 / 60],
  [/^s/, 1 / 3600],
]

/** `20 minutes` in hours, to two places. */
function hoursIn(span: string): number | undefined {
  const [, amount = '', unit = ''] = /^([\d.,]+) ?(\p{L}+)$/u.exec(span) ?? []
  const hours = HOURS.find(([pattern]) => pattern.test(unit))?.[1]
  return hours === undefined ? undefined : Math.round(Number(amount.replace(',', '.')) * hours * 100) / 100
}

/** Phrases that say how far two clocks are apart, whichever is ahead. */
export const CLOCK_PATTERNS: readonly WordPattern[] = [
  {
    fact: 'clockDifference',
    value: hoursIn,
    pattern: new RegExp(
      `${CLOCK}[^.;]{0,50}?[ -]${SPAN} (?:too )?${APART}\\b|${CLOCK}[^.;]{0,40}?\\b${APART}\\b[^.;]{0,20}?[ -]${SPAN}|${SPAN} (?:of )?(?:clock|time) ${APART}\\b`,
    ),
  },
]
