import { en } from './en/index.ts'

/** A catalogue: another language is an object of this type. */
export type Language = typeof en

const LANGUAGES: Record<string, Language> = { en }

/** Picks the catalogue for a BCP 47 tag, English where there is none. */
export function languageFor(locale: string): Language {
  return LANGUAGES[locale.toLowerCase().split('-')[0] ?? ''] ?? en
}
