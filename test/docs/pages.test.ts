import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import GithubSlugger from 'github-slugger'
import { describe, expect, it } from 'vitest'

import { SETTING_NAMES } from '../../bot/settings.ts'
import { listPages, MARKS, ROOT, readFences, readPage, withoutFences } from './pages.ts'

const PAGES = listPages()
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const readme = readPage('README.md')

/** Links of a page to places in this repository. */
function linksOf(page: string): string[] {
  const text = withoutFences(readPage(page)).replaceAll(/`[^`\n]*`/g, '')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((found) => found[1] ?? '')
  return links.filter((link) => !/^[a-z]+:/.test(link))
}

function isDead(page: string, link: string): boolean {
  const [path = '', fragment] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path)
  if (!existsSync(join(ROOT, target))) return true
  return fragment !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(fragment)
}

function anchorsOf(page: string): string[] {
  const slugger = new GithubSlugger()
  const headings = [...withoutFences(readPage(page)).matchAll(/^#+ (.*)$/gm)].map((found) => found[1] ?? '')
  return headings.map((heading) => slugger.slug(heading.replaceAll(/[`*]/g, '')))
}

function rowsOf(heading: string): string {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return section.match(/^\|[^|]*/gm)?.join('\n') ?? ''
}

describe('the pages', () => {
  it.each(PAGES)('%s links to places that are there', (page) => {
    expect(linksOf(page).filter((link) => isDead(page, link))).toEqual([])
  })

  it.each(PAGES)('%s says of each command whether it can be run', (page) => {
    const fences = readFences(readPage(page))
    const shells = fences.filter(({ language }) => ['sh', 'powershell', 'cmd'].includes(language))
    expect(shells.flatMap(({ marks }) => marks).filter((mark) => !MARKS.includes(mark))).toEqual([])
    const bare = fences.filter(({ language }) => language === '')
    const hidden = bare.filter(({ code }) => /^(?:npm|npx|curl|git|docker|kubectl|az|systemctl) /m.test(code))
    expect(hidden.map(({ line }) => `line ${line}`)).toEqual([])
  })

  it.each(PAGES)('%s names commands that exist', (page) => {
    const named = [...readPage(page).matchAll(/npm run (?:-s )?([a-z][a-z-]*)/g)].map((found) => found[1] ?? '')
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
  })
})

describe('README', () => {
  it('has a row for every setting', () => {
    const named = rowsOf('Settings').split('\n').flatMap(namesInRow)
    expect(SETTING_NAMES.filter((name) => !named.includes(name))).toEqual([])
  })

  it('has a row for every command', () => {
    const own = ['start', 'test', 'types', 'format', 'lint', 'unused', 'check', 'bench', 'soak']
    const named = [...rowsOf('Commands').matchAll(/`(?:npm run )?([a-z-]+)/g)].map((found) => found[1] ?? '')
    expect(Object.keys(scripts).filter((name) => !own.includes(name) && !named.includes(name))).toEqual([])
  })
})

/** The names of a row; `_SECRET` goes on from any name before it. */
function namesInRow(row: string): string[] {
  const names = [...row.matchAll(/`([A-Z_]+)`/g)].map((found) => found[1] ?? '')
  const whole = names.filter((name) => !name.startsWith('_'))
  const starts = whole.flatMap((name) => name.split('_').map((_, count, words) => words.slice(0, count + 1).join('_')))
  const ends = names.filter((name) => name.startsWith('_'))
  return [...whole, ...starts.flatMap((start) => ends.map((end) => `${start}${end}`))]
}

describe('deploy/docs/developers.md', () => {
  it('lists the files that know the Bot Framework, and no others', () => {
    const section =
      /<!-- framework -->([\s\S]*?)<!-- \/framework -->/.exec(readPage('deploy/docs/developers.md'))?.[1] ?? ''
    const listed = [...section.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '')
    const folders = ['bot', 'dialogs', 'knowledge']
    const files = folders.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    const knows = (file: string) =>
      /['"](?:botbuilder|botframework-(?!webchat))/.test(readFileSync(join(ROOT, file), 'utf8'))
    const found = files.filter((file) => /\.tsx?$/.test(file) && knows(file))
    expect(listed.sort()).toEqual(found.sort())
    expect(found.length).toBeGreaterThan(0)
  })
})
