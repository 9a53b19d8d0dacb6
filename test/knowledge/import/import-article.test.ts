import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../knowledge/compile/index.ts'
import { articleId, importArticle, isLearn, LARGEST_ARTICLE } from '../../../knowledge/import/index.ts'
import { FINDINGS } from '../../../knowledge/import/report.ts'
import { formatDiagnostic } from '../../../knowledge/index.ts'

const FIXTURES = fileURLToPath(new URL('../../fixtures/articles/', import.meta.url))
const names = readdirSync(FIXTURES).filter((file) => /^[^.]+\.(?:txt|md)$/.test(file))
const read = (file: string) => readFileSync(FIXTURES + file, 'utf8')

function golden(file: string, actual: string): string {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(FIXTURES + file, actual)
  return existsSync(FIXTURES + file) ? read(file) : `there is no ${file}; write it with UPDATE_GOLDEN=1`
}

/** A command without what the dialect adds or replaces: folder, script host, slots and placeholders. */
function bare(command: string): string[] {
  return command
    .toLowerCase()
    .replace(/"?(?:\{\w+\}|%windir%)\\(?:system32\\)?(ospp|slmgr)\.vbs"?/g, '$1')
    .replace(/\bcscript\s+/g, '')
    .split(/\s+|:/)
    .filter((word) => !/^[<{]|[>}]$/.test(word))
}

const errorsOf = (markdown: string) =>
  compile([{ path: 'article.md', text: markdown }], {}).diagnostics.filter(({ severity }) => severity === 'error')

describe('importArticle', () => {
  it.each(names)('imports %s as its golden files say', (name) => {
    const { markdown, diagnostics } = importArticle(read(name), name)
    const stem = name.replace(/\.\w+$/, '')
    const said = `${diagnostics.map(formatDiagnostic).join('\n')}\n`
    expect(markdown).toBe(golden(`${stem}.imported.md`, markdown))
    expect(said).toBe(golden(`${stem}.diagnostics.txt`, said))
  })

  it.each(names)('makes of %s a document that compiles', (name) => {
    expect(errorsOf(importArticle(read(name), name).markdown)).toEqual([])
  })

  it.each(names)('offers no command that %s does not have', (name) => {
    const article = read(name).toLowerCase()
    const { graph } = compile([{ path: 'a.md', text: importArticle(read(name), name).markdown }], {})
    const words = Object.values(graph.nodes).flatMap(({ commands }) =>
      commands.flatMap(({ template }) => bare(template)),
    )
    expect(words.filter((word) => !article.includes(word))).toEqual([])
  })

  it('has an article that shows each finding, and every finding is explained', () => {
    const shown = names.flatMap((name) => importArticle(read(name), name).diagnostics.map(({ code }) => code))
    const bySize = ['oversized-article', 'empty-article', 'nested-too-deeply', 'uncompilable']
    expect(
      Object.keys(FINDINGS)
        .filter((code) => !shown.includes(code))
        .sort(),
    ).toEqual(bySize.sort())
    const guide = readFileSync(new URL('../../../knowledge/import/README.md', import.meta.url), 'utf8')
    const rows = [...guide.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code)
    expect(rows.sort()).toEqual(Object.keys(FINDINGS).sort())
  })

  it('says kindly that a file is empty, too large or too deep, and makes nothing of it', () => {
    const codeOf = (text: string) => {
      const { markdown, diagnostics } = importArticle(text, 'a.md')
      return [markdown, ...diagnostics.map(({ code }) => code)]
    }
    expect(codeOf(' \n')).toEqual(['', 'empty-article'])
    expect(codeOf('a'.repeat(LARGEST_ARTICLE + 1))).toEqual(['', 'oversized-article'])
    expect(codeOf(`# A\n\n${'> '.repeat(40)}deep`)).toEqual(['', 'nested-too-deeply'])
  })

  it('says that a document is too long for the compiler', () => {
    const codes = importArticle('A sentence about Office.\n'.repeat(30_000), 'a.txt').diagnostics.map(
      ({ code }) => code,
    )
    expect(codes).toContain('oversized-article')
    expect(codes).toContain('uncompilable')
  })

  it('never shows a product key that Microsoft does not publish', () => {
    const { markdown, diagnostics } = importArticle('Keys\nType K4VWN-3GQCW-WRY4K-2PCKV-G6TRX in Office.\n', 'a.txt')
    expect(markdown).not.toContain('K4VWN')
    expect(JSON.stringify(diagnostics)).not.toContain('K4VWN')
  })

  const pieces = fc.constantFrom(
    ...[
      'Head line',
      '- Run the following command:',
      'cscript ospp.vbs /act',
      '| a | b |',
      'Note: see `x` <y> {z}',
      '# Top',
      '## Mid',
    ],
    ...[
      '> [!NOTE]',
      '> *w* [l](#x)',
      '```cmd',
      '```',
      '1. Open it.',
      '   - [a](b.md)',
      '0xC004F074 is shown (error',
      'Cause:',
      'Solution 2:',
    ],
    ...[
      'Run one of the following commands.',
      'see Method 3 above.',
      '<!-- c -->',
      '<b>x</b>',
      '---',
      'a_b*c[d](e',
      '![i](j.png)',
      '::: zone pivot="p"',
    ],
    ...[
      'Expect: no',
      'reg delete HKLM\\X /f',
      'shutdown /r /t 0',
      'http://a.b/c_(d)',
      '&lt;&amp;',
      '\\',
      '{officeFolder}',
      '{makKey} goes here',
    ],
  )
  it('makes of any lines a document that compiles', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 40 })), { maxLength: 25 }), (lines) => {
        const { markdown, diagnostics } = importArticle(lines.join('\n'), 'any.txt')
        expect(diagnostics.filter(({ code }) => code === 'uncompilable')).toEqual([])
        if (markdown !== '') expect(errorsOf(markdown)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('articleId', () => {
  it('is the file name up to the first underscore or dot', () => {
    expect(['000_c59f.txt', 'folder/ad-activation.md', 'C:\\raw\\kb 1.md'].map(articleId)).toEqual([
      '000',
      'ad-activation',
      'kb-1',
    ])
  })
})

describe('isLearn', () => {
  it('tells files of Microsoft Learn from documents of the dialect', () => {
    expect(isLearn('---\ntitle: A\nms.topic: how-to\n---\n\n# A\n')).toBe(true)
    expect(isLearn('# A\n\nWords.\n')).toBe(true)
    expect(isLearn('---\ntitle: A\nproducts: [office]\n---\nWords.\n')).toBe(false)
    expect(isLearn('Words.\n\n## A\n')).toBe(false)
  })
})
