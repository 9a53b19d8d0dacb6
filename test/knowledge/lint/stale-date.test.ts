import { describe, expect, it } from 'vitest'
import { compile } from '../../../knowledge/compile/index.ts'
import { LIMITS } from '../../../knowledge/index.ts'

const text = (sentence: string) =>
  `---\ntitle: T\nproducts: [office]\nsource: own\n---\nT.\n\n## A\n<!-- source: own -->\n> [!NOTE]\n> On: client · ends: solved\n\n${sentence}\n`

function find(sentence: string, today?: string): string[] {
  const { diagnostics } = compile([{ path: 'a.md', text: text(sentence) }], {}, LIMITS, today)
  return diagnostics.map(({ code }) => code)
}

describe('staleDate', () => {
  it.each([
    'Support will end on October 14, 2025.',
    'Support will end on 14 October 2025.',
    'A fix is planned for release by 2025-06.',
    'As of May 2023 there is no fix.',
    'Last checked 2024-10.',
  ])('finds that %s is past', (sentence) => {
    expect(find(sentence, '2026-11-22')).toEqual(['stale-date'])
  })

  it.each([
    'Support will end on October 14, 2032.',
    'The host will activate Office 2010, 2013 and 2016.',
    'It will be asked for Server 2012 in the dialog.',
    'As of May 2026 there is no fix.',
    'The page of 2019 had it.',
  ])('lets %s stand', (sentence) => {
    expect(find(sentence, '2026-11-22')).toEqual([])
  })

  it('finds nothing where the day is not known', () => {
    expect(find('Support will end on October 14, 2025.')).toEqual([])
  })
})
