import type { KeyFound } from './evidence.ts'
import { type Group, groupsOf, hideGuids, lineFinder } from './groups.ts'
import { foldLookalikes } from './normalise.ts'
import { publishedKey } from './published-keys.ts'

type Secret = { start: number; end: number; kind: NonNullable<KeyFound['kind']> }

const KEY_LETTERS = /^[BCDFGHJKMNPQRTVWXY2346789]+$/i
const KEY_LENGTH = 25
const LONGEST_GAP = 10
const GAP = /^[\s\-._>|,;:/+~=*"']+$/
const ID_GAP = /^[\s\-._>|,;:/+)(]*(?:[A-Ia-i1-9][\s:.)=-]+)?$/
const PASSWORD =
  /\b(?:password|passwd|pwd|passwort|kennwort|mot de passe|contraseña|senha|пароль)[ \t]{0,3}[:=][ \t]{0,3}(\S{1,200})|\bbearer[ \t]{1,3}(\S{8,4000})/giu

const MASKS: Record<Secret['kind'], string> = {
  productKey: '[product key hidden]',
  installationId: '[installation id hidden]',
  confirmationId: '[confirmation id hidden]',
  password: '[password hidden]',
}

/** Masks product keys that are not published, ids of phone activation and passwords; lines keep their numbers. */
export function maskSecrets(text: string): { masked: string; keys: KeyFound[] } {
  const plain = hideGuids(foldLookalikes(text))
  const groups = groupsOf(plain)
  const { secrets, keys } = findKeys(plain, groups)
  const all = [...secrets, ...findIds(plain, groups), ...findPasswords(text)].sort((a, b) => a.start - b.start)
  const lineOf = lineFinder(text)
  let masked = ''
  let done = 0
  for (const secret of all) {
    if (secret.end <= done) continue
    const start = Math.max(secret.start, done)
    masked += text.slice(done, start) + MASKS[secret.kind] + text.slice(start, secret.end).replace(/[^\n]+/g, '')
    done = secret.end
    keys.push({ line: lineOf(secret.start), kind: secret.kind })
  }
  return { masked: masked + text.slice(done), keys: keys.sort((a, b) => a.line - b.line) }
}

function findKeys(text: string, groups: Group[]): { secrets: Secret[]; keys: KeyFound[] } {
  const lineOf = lineFinder(text)
  const secrets: Secret[] = []
  const keys: KeyFound[] = []
  for (let at = 0; at < groups.length; ) {
    const { chain, used } = keyAt(text, groups, at)
    at += used
    const first = chain[0]
    const last = chain.at(-1)
    if (!first || !last) continue
    const published = publishedKey(join(chain))
    if (published) keys.push({ line: lineOf(first.start), published })
    else if (!isBlackedOut(join(chain))) secrets.push({ start: first.start, end: last.end, kind: 'productKey' })
  }
  return { secrets, keys }
}

/** The key at a group, if there is one: five by five, one run, or its characters cut in any other way. */
function keyAt(text: string, groups: Group[], at: number): { chain: Group[]; used: number } {
  const group = groups[at]
  if (!group) return { chain: [], used: 1 }
  if (group.text.length >= KEY_LENGTH) return { chain: isRun(group.text) ? [group] : [], used: 1 }
  const five = group.text.length === 5 ? groups.slice(at, at + 5) : []
  if (five.length === 5 && five.every((one) => one.text.length === 5) && isFiveByFive(text, five)) {
    return { chain: five, used: 5 }
  }
  const run = runOfKeyGroups(text, groups, at)
  if (isBrokenKey(text, run)) return { chain: run, used: run.length }
  // A run that is no key may still reach into five groups that are one.
  return { chain: [], used: Math.max(1, run.length - 4) }
}

function isRun(run: string): boolean {
  if (run.length > 60) return false
  if (run.length === KEY_LENGTH) return isMixed(run, 1) && conforming(run) >= KEY_LENGTH - 2
  return (
    (/[BCDFGHJKMNPQRTVWXY2346789]{25,}/i.exec(run)?.some((one) => isMixed(one, 2)) ?? false) &&
    !/^[0-9a-f]+$/i.test(run)
  )
}

function isFiveByFive(text: string, five: Group[]): boolean {
  const characters = join(five)
  const gaps = gapsOf(text, five)
  if (!gaps.every(isGap) || !isMixed(characters, 1)) return false
  return gaps.every((gap) => gap.includes('-')) || conforming(characters) >= KEY_LENGTH - 2
}

/** All groups that follow each other with key letters only: a key cut at any place, whatever stands around it. */
function runOfKeyGroups(text: string, groups: Group[], at: number): Group[] {
  const run: Group[] = []
  for (let next = at; next < groups.length; next += 1) {
    const group = groups[next]
    if (!group || group.text.length > KEY_LENGTH || !KEY_LETTERS.test(group.text)) break
    const before = run.at(-1)
    if (before && (!isGap(text.slice(before.end, group.start)) || isPublishedAt(groups, next))) break
    run.push(group)
  }
  return run
}

function isPublishedAt(groups: Group[], at: number): boolean {
  if (groups[at]?.text.length !== 5) return false
  return publishedKey(join(groups.slice(at, at + 5))) !== undefined
}

function isBrokenKey(text: string, run: Group[]): boolean {
  const characters = join(run)
  if (characters.length >= KEY_LENGTH) return isMixed(characters, 2)
  const isCutOff = run.length >= 3 && characters.length >= 15 && gapsOf(text, run).every((gap) => gap.includes('-'))
  return isCutOff && isMixed(characters, 1)
}

function gapsOf(text: string, groups: Group[]): string[] {
  return groups.slice(1).map((group, index) => text.slice(groups[index]?.end ?? group.start, group.start))
}

function isGap(gap: string): boolean {
  return gap.length <= LONGEST_GAP && GAP.test(gap)
}

function join(groups: Group[]): string {
  return groups.map((group) => group.text).join('')
}

function conforming(characters: string): number {
  return [...characters].filter((one) => KEY_LETTERS.test(one)).length
}

function isMixed(characters: string, digits: number): boolean {
  return (characters.match(/\d/g)?.length ?? 0) >= digits && (characters.match(/[A-Z]/gi)?.length ?? 0) >= 4
}

function isBlackedOut(characters: string): boolean {
  return /^(.)\1{14,}/.test(characters)
}

function findIds(text: string, groups: Group[]): Secret[] {
  const secrets: Secret[] = []
  for (let at = 0; at < groups.length; ) {
    const chain = idChain(text, groups, at)
    const first = chain[0]
    const last = chain.at(-1)
    at += Math.max(1, chain.length)
    if (!first || !last) continue
    const digits = text.slice(first.start, last.end).replace(/(?<=^|\D)\d(?=\D)|\D/g, '').length
    secrets.push({ start: first.start, end: last.end, kind: digits < 50 ? 'confirmationId' : 'installationId' })
  }
  return secrets
}

// Ids are 9 × 7, 9 × 6 or 8 × 6 digits, read out with or without the letter of each group.
function idChain(text: string, groups: Group[], at: number): Group[] {
  const group = groups[at]
  if (!group || !/^\d+$/.test(group.text)) return []
  if (group.text.length >= 40) return [group]
  const { length } = group.text
  if (length < 5 || length > 9 || length === 8) return []
  const chain = [group]
  let blocks = 1
  for (let next = at + 1; next < groups.length && blocks < 10; next += 1) {
    const one = groups[next]
    const before = chain.at(-1)
    if (!one || !before) break
    const isMark = one.text.length === 1
    if (!isMark && (!/^\d+$/.test(one.text) || one.text.length !== length)) break
    if (!ID_GAP.test(text.slice(before.end, one.start)) || one.start - before.end > LONGEST_GAP) break
    if (isMark && chain.at(-1)?.text.length === 1) break
    chain.push(one)
    if (!isMark) blocks += 1
  }
  if (chain.at(-1)?.text.length === 1) chain.pop()
  return blocks * length >= 36 && blocks >= 6 ? chain : []
}

function findPasswords(text: string): Secret[] {
  return [...text.matchAll(PASSWORD)].map((found) => {
    const secret = found[1] ?? found[2] ?? ''
    const end = found.index + found[0].length
    return { start: end - secret.length, end, kind: 'password' as const }
  })
}
