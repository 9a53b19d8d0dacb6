import data from './function-words.json' with { type: 'json' }

const LONGEST_READ = 4000
const ENOUGH = 2
// Scripts that English is not written in: Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, Hangul, kana and Han.
const OTHER_SCRIPT =
  /[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Thai}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu
const OTHER_SHARE = 0.2

const wordsOf = (list: string) => new Set(list.split(' '))
const ENGLISH = wordsOf(data.english)
const OTHERS = Object.values(data.others).map(wordsOf)

/** Tells whether words are of another language than English: by their script, else by its small words. */
export function isForeign(words: string): boolean {
  const lower = words.slice(0, LONGEST_READ).toLowerCase()
  const isPlain = !BEYOND_ASCII.test(lower)
  const text = isPlain ? lower : lower.normalize('NFC').replace(/[‘’ʼ´]/g, "'")
  if (!isPlain && isOtherScript(text)) return true
  // Names of hosts, files and switches are of no language.
  const plain = text.split(/\s+/).filter((token) => !/[\w-][._\\/=:][\w-]/.test(token))
  const said = new Set(plain.join(' ').match(/\p{L}[\p{L}'-]*/gu) ?? [])
  const english = countIn(ENGLISH, said)
  const accented = !isPlain && [...said].some((word) => BEYOND_ASCII.test(word)) ? 1 : 0
  return OTHERS.some((language) => {
    const found = countIn(language, said)
    return found > 0 && found + accented >= ENOUGH && found + accented > english
  })
}

function isOtherScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const other = text.match(OTHER_SCRIPT)?.length ?? 0
  return other >= ENOUGH && other >= letters * OTHER_SHARE
}

const BEYOND_ASCII = /[\u0080-\uffff]/

const countIn = (language: ReadonlySet<string>, said: ReadonlySet<string>) =>
  said.values().reduce((sum, word) => sum + Number(language.has(word)), 0)
