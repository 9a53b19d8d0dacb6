import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { listPages } from './pages.ts'
import { CAN_RUN_PAGES, makeClone, runnableFences, runPage } from './run-page.ts'

const PAGES = listPages().filter((page) => runnableFences(page).length > 0)
if (!CAN_RUN_PAGES) console.warn('Commands of the pages are not run: this machine gives no namespaces to "unshare".')

describe('the commands of the pages', () => {
  let clone = ''

  beforeAll(() => {
    clone = makeClone()
  })
  afterAll(() => rmSync(clone, { recursive: true, force: true }))

  it('are there to be run', () => {
    expect(PAGES).toEqual(expect.arrayContaining(['README.md', 'deploy/docs/replicas.md']))
  })

  it.skipIf(!CAN_RUN_PAGES).each(PAGES)('%s', { timeout: 150_000 }, (page) => {
    const { status, at, output } = runPage(page, clone)
    expect(status, `${page}, ${at}:\n${output.slice(-3000)}`).toBe(0)
  })
})
