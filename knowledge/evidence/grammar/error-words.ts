// What tools print before a code, in the languages of Windows.
const WORDS =
  'error|fehler|erreur|errore|erro|ошибка|помилка|错误|錯誤|エラー|오류|błąd|fout|fel|fejl|feil|virhe|chyba|hiba|hata|σφάλμα'

/** A line that starts with a word for "error" and its code. */
export const ERROR_WITH_CODE = new RegExp(`^(?:${WORDS}) ?: ?([0o]x[0-9a-foil]{8}|-?\\d{9,10})(?!\\w)`, 'i')

/** Those words one by one, as cues. */
export const ERROR_WORDS: readonly string[] = WORDS.split('|')

const STARTS_WITH_ERROR = new RegExp(`^(?:${WORDS})(?![\\p{L}\\d])`, 'u')

/** Tells whether a line in lower case starts with a word for "error". */
export function startsWithError(lower: string): boolean {
  return STARTS_WITH_ERROR.test(lower)
}
