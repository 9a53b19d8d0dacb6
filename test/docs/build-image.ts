import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join, matchesGlob, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import { type Instruction, parseDockerfile, type Stage } from './dockerfile.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DOCKERFILE = join(ROOT, 'deploy/container/Dockerfile')
const NODE = '/usr/local/bin/node'

/** What the steps of the Dockerfile left: the last stage's file system, and how a container is started from it. */
export type Image = {
  root: string
  workdir: string
  env: Record<string, string>
  user: string
  start: string[]
  health: string[]
}

type Built = Image & { stage: Stage }

/**
 * Carries out the steps of the Dockerfile in a folder, one file system for each stage, without a container engine.
 * `npm ci` is run where `packages` is `install`; for `link` the packages that it would install are linked from here.
 */
export function buildImage(folder: string, packages: 'install' | 'link'): Image {
  const built = new Map<string, Built>()
  let last: Built | undefined
  for (const stage of parseDockerfile(readFileSync(DOCKERFILE, 'utf8'))) {
    last = { ...startOf(join(folder, stage.name)), stage }
    built.set(stage.name, last)
    mkdirSync(last.root, { recursive: true })
    // The image of Node that the first stages begin with.
    if (stage.from.startsWith('node:')) place(process.execPath, join(last.root, NODE))
    for (const step of stage.steps) carryOut(step, last, built, packages)
  }
  if (!last) throw new Error('The Dockerfile has no stage.')
  return last
}

function startOf(root: string): Image {
  return { root, workdir: '/', env: {}, user: '', start: [], health: [] }
}

function carryOut(step: Instruction, image: Built, built: Map<string, Built>, packages: 'install' | 'link'): void {
  const { name, words } = step
  if (name === 'WORKDIR') image.workdir = words
  else if (name === 'USER') image.user = words
  else if (name === 'ENV') for (const pair of words.split(/\s+/)) Object.assign(image.env, pairOf(pair))
  else if (name === 'ENTRYPOINT' || name === 'CMD') image.start.push(...wordsOf(words))
  else if (name === 'HEALTHCHECK') image.health = wordsOf(words.replace(/^.*?CMD\s+/, ''))
  else if (name === 'COPY') copy(step, image, built)
  else if (name === 'RUN') run(words, image, packages)
  else if (!['EXPOSE', 'VOLUME', 'STOPSIGNAL'].includes(name)) throw new Error(`${name} is not known here.`)
  if (name === 'WORKDIR') mkdirSync(join(image.root, words), { recursive: true })
}

function pairOf(pair: string): Record<string, string> {
  const [name = '', ...value] = pair.split('=')
  return { [name]: value.join('=') }
}

function wordsOf(list: string): string[] {
  return JSON.parse(list)
}

function copy({ options, words }: Instruction, image: Built, built: Map<string, Built>): void {
  const parts = words.split(/\s+/)
  const target = parts.pop() ?? ''
  const into = join(image.root, target.startsWith('/') ? target : join(image.workdir, target))
  const from = options['from']
  for (const part of parts) {
    const to = target.endsWith('/') ? join(into, part.split('/').at(-1) ?? '') : into
    if (from === undefined) copyFromContext(part, to)
    else place(join(built.get(from)?.root ?? '', part), to)
  }
}

/** What the engine would be sent: files of the repository that the ignore file lets through. */
function copyFromContext(part: string, to: string): void {
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', part], { cwd: ROOT })
  const files = tracked
    .toString()
    .split('\n')
    .filter((file) => file !== '' && isSent(file))
  if (files.length === 0) throw new Error(`COPY ${part}: there is no such file in the context.`)
  for (const file of files.filter((name) => existsSync(join(ROOT, name))))
    place(join(ROOT, file), join(to, relative(part, file)), true)
}

function isSent(file: string): boolean {
  const rules = readFileSync(`${DOCKERFILE}.dockerignore`, 'utf8').split('\n').filter(Boolean)
  const last = rules.findLast((rule) => {
    const pattern = rule.replace(/^!/, '')
    return pattern === '*' || file === pattern || matchesGlob(file, `${pattern}/**`)
  })
  return last?.startsWith('!') ?? true
}

// Linked where that can be done: hundreds of megabytes are there at once. What may be written to is copied.
function place(from: string, to: string, own = false): void {
  mkdirSync(dirname(to), { recursive: true })
  if (own) cpSync(from, to)
  else execFileSync('cp', ['-r', ...(isLinkable(to) ? ['--link'] : []), '-T', from, to])
}

// Only within one file system.
function isLinkable(folder: string): boolean {
  return statSync(dirname(folder)).dev === statSync(process.execPath).dev
}

function run(words: string, image: Built, packages: 'install' | 'link'): void {
  const cwd = join(image.root, image.workdir)
  if (words.startsWith('npm ci') && packages === 'link') {
    linkPackages(words, cwd)
    return
  }
  // There is no root of its own: paths from the root are those of the folder.
  const command = words.replaceAll(/(?<![\w.])\/(bot|data)\b/g, (path) => join(image.root, path))
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    HOME: process.env['HOME'] ?? '',
    CI: 'true',
  }
  execFileSync('sh', ['-ec', command], { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] })
}

type Locked = { dev?: boolean; optional?: boolean; devOptional?: boolean }

/** Links what `npm ci` would install with these options, as the lock file says. */
function linkPackages(words: string, cwd: string): void {
  const { packages } = JSON.parse(readFileSync(join(cwd, 'package-lock.json'), 'utf8'))
  if (!words.includes('--omit')) {
    symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'))
    return
  }
  const omits = (kind: string) => words.includes(`--omit=${kind}`)
  const isOut = ({ dev, optional, devOptional }: Locked) =>
    (dev && omits('dev')) || (optional && omits('optional')) || (devOptional && omits('dev') && omits('optional'))
  for (const [path, locked] of Object.entries<Locked>(packages)) {
    const from = join(ROOT, path)
    if (path === '' || isOut(locked) || !existsSync(from)) continue
    linkPackage(from, join(cwd, path))
  }
}

// Without the packages inside it, which have entries of their own.
function linkPackage(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  const entries = readdirSync(from, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules')
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkPackage(source, target)
    else if (entry.isFile()) linkOrCopy(source, target)
  }
}

function linkOrCopy(source: string, target: string): void {
  if (isLinkable(target)) linkSync(source, target)
  else cpSync(source, target)
}
