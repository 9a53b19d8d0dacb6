import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Locked = { version?: string; integrity?: string; hasInstallScript?: boolean; resolved?: string; dev?: boolean }

const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }
const { dependencies, devDependencies, optionalDependencies, scripts } = JSON.parse(read('package.json')) as Record<
  string,
  Record<string, string>
>
// Their scripts would only print an advert or fetch what the package brings anyway; they do not run here.
const WITH_SCRIPTS = [
  'abort-controller-es5',
  'core-js',
  'core-js-pure',
  'dtrace-provider',
  'esbuild',
  'markdown-it-attrs-es5',
  'p-defer-es5',
]

describe('T29 packages of others', () => {
  it('run no script when they are installed', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true')
    const lifecycle = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']
    expect(Object.keys(scripts ?? {}).filter((name) => lifecycle.includes(name))).toEqual([])
  })

  it('have a script only where somebody has looked', () => {
    const named = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    expect([...new Set(named)].sort()).toEqual(WITH_SCRIPTS)
  })

  it('are pinned exactly, each by its content', () => {
    const versions = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/.test(version))).toEqual([])
    const unpinned = Object.entries(packages).filter(
      ([path, { integrity }]) => path !== '' && !/^sha512-/.test(integrity ?? ''),
    )
    expect(unpinned.map(([path]) => path)).toEqual([])
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([])
  })

  it('leave out what is known to be abandoned or to run at import', () => {
    const names = Object.keys(packages).map((path) => path.split('node_modules/').at(-1))
    for (const banned of ['spdy', 'stoppable', 'k6', 'botbuilder-dialogs']) expect(names).not.toContain(banned)
  })
})
