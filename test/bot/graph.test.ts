import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { layOut, wrap } from '../../bot/graph-page/layout.ts'
import { type PageData, toPageData } from '../../bot/graph-page/page-data.ts'
import { renderMarkdown } from '../../bot/graph-page/render-markdown.ts'
import { compile } from '../../knowledge/compile/index.ts'
import { hasChromium, openChromium } from '../support/chromium.ts'
import { MACROS, readFixtures } from '../support/documents.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const OUT = join(mkdtempSync(join(tmpdir(), 'graph-')), 'graph.html')
const data: PageData = toPageData(compile(readFixtures('valid'), MACROS).graph)

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bot/commands/graph.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { status, stdout, stderr }
}

describe('renderMarkdown', () => {
  it.each([
    ['**a** `b<c`', '<p><strong>a</strong> <code>b&lt;c</code></p>'],
    ['[a](topic#b)', '<p><a href="#topic/b">a</a></p>'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['[a](javascript:alert(1))', '<p><a href="#javascript:alert(1)">a</a></p>'],
    ['![a](https://example.com/x.png)', '<p></p>'],
    ['[a](https://example.com/"onclick=x)', '<p>[a](<a href="https://example.com/%22onclick=x)"'],
  ])('renders %s as text that cannot run', (markdown, html) => {
    const shown = renderMarkdown(markdown)
    if (markdown.includes('onclick')) expect(shown).not.toMatch(/"\s*onclick/)
    else expect(shown).toBe(html)
  })
})

describe('layOut', () => {
  const measure = (text: string) => text.length * 7

  it.each(data.documents.map((document) => [document.id, document] as const))(
    'places every node of %s without two on one place',
    (_, document) => {
      const { boxes, arrows, width, height } = layOut(data, document, measure)
      expect(document.nodes.every((id) => boxes.some((box) => box.id === id))).toBe(true)
      for (const box of boxes) {
        expect(box.x - box.width / 2).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width / 2).toBeLessThanOrEqual(width)
        expect(box.y + box.height / 2).toBeLessThanOrEqual(height)
        const clash = boxes.filter(
          (other) =>
            other !== box &&
            Math.abs(other.x - box.x) < (other.width + box.width) / 2 &&
            Math.abs(other.y - box.y) < (other.height + box.height) / 2,
        )
        expect(clash.map(({ id }) => id)).toEqual([])
      }
      for (const { points } of arrows) expect(points.length).toBeGreaterThan(1)
    },
  )
})

describe('wrap', () => {
  it('ends in an ellipsis when the words do not fit', () => {
    expect(wrap('one two three four', 8, 2, (text) => text.length)).toEqual(['one two', 'three …'])
    expect(wrap('one two', 8, 2, (text) => text.length)).toEqual(['one two'])
    expect(wrap('unbreakable', 4, 2, (text) => text.length)).toEqual(['unbreakable'])
  })
})

describe('npm run graph', () => {
  it('writes one page and says where it lies', () => {
    expect(run('--out', OUT)).toEqual({ status: 0, stdout: `${OUT}\n`, stderr: '' })
    expect(readFileSync(OUT, 'utf8')).toMatch(/^<!doctype html>/)
  })

  it('writes to standard output without --out', () => {
    const { status, stdout } = run('test/fixtures/documents/valid')
    expect(status).toBe(0)
    expect(stdout).toContain('"id":"zone-line"')
    expect(stdout.match(/<script/g)).toHaveLength(2)
  })

  it('shows what is sound and exits with 1 when a document is broken', () => {
    const { status, stdout, stderr } = run('test/fixtures/documents/invalid/dead-end.md')
    expect(status).toBe(1)
    expect(stderr).toContain('dead-end.md:8:1 dead-end: ')
    expect(stdout).toContain('</html>')
  })

  it.each([['--png'], ['nowhere'], ['a', 'b']])('exits with 2 when it is misused: %s', (...args) => {
    expect(run(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('usage: ') })
  })
})

describe.runIf(hasChromium())('the graph page', () => {
  const faults: string[] = []
  const requests: string[] = []
  let browser: BrowserContext
  let page: Page

  beforeAll(async () => {
    expect(run('--out', OUT).status).toBe(0)
    browser = await openChromium({ width: 1280, height: 800 })
    page = await browser.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(pathToFileURL(OUT).href)
  })
  afterAll(async () => {
    await browser.close()
  })

  const visible = () => page.locator('.list li:not([hidden])').count()

  it('starts with the list of all topics', async () => {
    expect(await page.locator('.list li').count()).toBeGreaterThan(80)
    expect(await page.locator('main h1').textContent()).toBe('Dialog graph')
    expect(await page.locator('svg').count()).toBe(0)
  })

  it('finds a topic by code, message and step', async () => {
    for (const words of ['c004f074', 'No Key Management Service', 'See which KMS host Office asked']) {
      await page.fill('#search', words)
      expect(await page.locator('.list li:not([hidden]) a[href="#office-0xC004F074"]').count(), words).toBe(1)
    }
    await page.fill('#search', 'nothing like this')
    expect(await page.locator('.count').textContent()).toContain('Nothing fits')
    await page.fill('#search', '')
  })

  it('filters by product and by code', async () => {
    const all = await visible()
    await page.selectOption('#product', 'office')
    const office = await visible()
    await page.selectOption('#code', '0xC004F074')
    expect(await visible()).toBe(1)
    await page.selectOption('#product', '')
    expect(await visible()).toBe(2)
    await page.selectOption('#code', '')
    expect([all > office, office > 2, await visible()]).toEqual([true, true, all])
  })

  it('shows words, commands and document line of a node that is clicked', async () => {
    await page.click('a[href="#publish-srv-record"]')
    await page.click('.box[aria-label$="Enable publishing"]')
    const details = page.locator('.details')
    await expect.poll(() => details.locator('h2').textContent()).toBe('Enable publishing')
    expect(await details.locator('.command pre').first().textContent()).toContain('slmgr.vbs /sdns')
    expect(await details.locator('.lines').first().textContent()).toMatch(/^publish-srv-record\.md, lines \d+–\d+$/)
    expect(new URL(page.url()).hash).toBe('#publish-srv-record/enable-publishing')
  })

  it('is worked by keyboard', async () => {
    const details = page.locator('.details h2')
    const title = page.locator('main h1')
    await page.keyboard.press('Escape')
    await expect.poll(() => details.count()).toBe(0)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect.poll(() => details.textContent()).toBe('Is DNS publishing enabled on the host?')
    await page.keyboard.press('Escape')
    await expect.poll(() => details.count()).toBe(0)
    await page.keyboard.press('Escape')
    await expect.poll(() => title.textContent()).toBe('Dialog graph')
    await page.keyboard.press('/')
    await page.keyboard.type('0xC004F035')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => title.textContent()).toContain('0xC004F035')
    await page.fill('#search', '')
  })

  it('draws every document', async () => {
    const ids = await page.locator('.list a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    for (const id of ids) {
      await page.evaluate((hash) => {
        location.hash = hash ?? ''
      }, id)
      await page.waitForFunction((hash) => document.querySelector(`.list a[href="${hash}"][aria-current]`), id)
      expect(await page.locator('svg .box').count(), String(id)).toBeGreaterThan(0)
    }
  })

  it('fits 360 pixels, the list and the drawing one after the other', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    await page.evaluate(() => {
      location.hash = ''
    })
    await page.locator('.list a').first().waitFor()
    await expect.poll(() => page.locator('main').isVisible()).toBe(false)
    await page.click('a[href="#publish-srv-record"]')
    await expect.poll(() => page.locator('.list').isVisible()).toBe(false)
    await page.locator('.box').first().click()
    await expect.poll(() => page.locator('.details').isVisible()).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await page.click('.back')
    await expect.poll(() => page.locator('.list').isVisible()).toBe(true)
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  it('has other colours in the dark', async () => {
    const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await colour()
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await colour()).not.toBe(light)
  })

  it('asks nobody for anything, and breaks nothing', () => {
    expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([])
    expect(faults).toEqual([])
  })
})
