import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { languageFor } from '../../dialogs/languages/index.ts'
import { FACTS, isFactName } from '../../knowledge/index.ts'

const ROOT = fileURLToPath(new URL('../../dialogs/', import.meta.url))
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.startsWith('languages'),
)

/** Literals of a source that read like something to say: three words with a blank between, or a capital and a stop. */
function sentences(source: string): string[] {
  const code = source
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/[^\n]*/gm, '')
    .replace(/(?<=[=(,:?|&!]\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g, '')
    .replace(/^import[\s\S]*?from '[^']+'$/gm, '')
  const literals = [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, one, other]) => one ?? other ?? '',
  )
  return literals.filter((text) => /\p{L}{2,} \p{L}{2,}/u.test(text.replace(/\$\{[^}]*\}/g, '')))
}

describe('languageFor', () => {
  it('holds every sentence: none stands elsewhere in dialogs', () => {
    const found = files.flatMap((file) =>
      sentences(readFileSync(join(ROOT, file), 'utf8')).map((text) => `${file}: ${text}`),
    )
    expect(files.length).toBeGreaterThan(30)
    expect(found).toEqual([])
  })

  it('would find a sentence', () => {
    expect(sentences("say('I could not tell.')")).toEqual(['I could not tell.'])
  })

  it('counts by the rules of the language, not by comparing with one', () => {
    const folder = join(ROOT, 'languages')
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    expect(sources.filter((file) => /=== 1\b/.test(readFileSync(join(folder, file), 'utf8')))).toEqual([])
  })

  it('falls back to English', () => {
    expect(languageFor('xx-YY')).toBe(languageFor('en-GB'))
  })

  it('never asks for a secret', () => {
    const { facts } = languageFor('en')
    const asked = Object.keys(facts).filter((name) => isFactName(name) && facts[name].ask !== undefined)
    const secrets = asked.filter((name) => isFactName(name) && 'secret' in FACTS[name])
    expect(asked.length).toBeGreaterThan(40)
    expect(secrets).toEqual([])
  })

  it('says every yes and no as a sentence', () => {
    const { sentences } = languageFor('en')
    const booleans = Object.keys(FACTS).filter((name) => isFactName(name) && FACTS[name].type.kind === 'boolean')
    expect(booleans.length).toBeGreaterThan(30)
    expect(booleans.filter((name) => !isFactName(name) || !Array.isArray(sentences[name]))).toEqual([])
  })

  it('asks one question at a time, without exclamation marks', () => {
    const { facts, says } = languageFor('en')
    const texts = [
      ...Object.values(facts).map(({ ask }) => ask ?? ''),
      ...Object.values(says).filter((one) => typeof one === 'string'),
    ]
    expect(texts.filter((text) => (text.match(/\?/g) ?? []).length > 1 || text.includes('!'))).toEqual([])
  })
})
