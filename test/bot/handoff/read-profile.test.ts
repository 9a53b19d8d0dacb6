import { describe, expect, it } from 'vitest'

import { profileNames, readProfile } from '../../../bot/handoff/rest/read-profile.ts'

const OWN = {
  about: 'A system of our own.',
  lookup: { url: '{base}/find?q={key}' },
  create: { url: '{base}/tickets', body: { title: '{title}' } },
  keyPath: 'id',
}

function read(name: string | undefined, parts: Record<string, unknown>) {
  const problems: string[] = []
  const profile = readProfile(name, parts, (problem) => void problems.push(problem))
  return { profile, problems }
}

describe('readProfile', () => {
  it('reads one that is all one’s own', () => {
    expect(read(undefined, OWN)).toMatchObject({ profile: { ...OWN, set: {}, needs: [], strip: [] }, problems: [] })
  })

  it('puts fields over fields, and lists and values in place of what was there', () => {
    const set = { group: 'G', customer: 'c@x.example' }
    const ready = read('zammad', { set }).profile
    const own = { set, strip: ['x'], lookup: { list: 'all.of.it' }, create: undefined, link: '{base}/mine/{remote}' }
    const { profile, problems } = read('zammad', own)
    expect(problems).toEqual([])
    expect(profile?.lookup).toEqual({ ...ready?.lookup, list: 'all.of.it' })
    expect(profile?.create).toEqual(ready?.create)
    expect([profile?.strip, profile?.link]).toEqual([['x'], '{base}/mine/{remote}'])
  })

  it('knows no profile by a name that it does not have', () => {
    const { profile, problems } = read('jra', OWN)
    expect(profile).toBeUndefined()
    expect(problems).toEqual([`profile: there is none called jra; there are ${profileNames().join(', ')}`])
    expect(profileNames()).toContain('zammad')
    expect(profileNames().filter((name) => name.includes('.'))).toEqual([])
  })

  it.each<[string, Record<string, unknown>, RegExp[]]>([
    ['a path that is none', { ...OWN, keyPath: 'a b' }, [/^keyPath: is not a path such as result\.sys_id$/]],
    ['an address elsewhere', { ...OWN, lookup: { url: 'https://x.example' } }, [/^lookup\.url: does not begin with/]],
    ['a part that nobody knows', { ...OWN, colour: 'red' }, [/^profile: .*colour/]],
    ['a need that is not met', { ...OWN, needs: ['group'] }, [/^set\.group: is needed; the profile says what for$/]],
    [
      'a need that is not met and is used, once',
      { ...OWN, needs: ['group'], create: { url: '{base}/{set.group}' } },
      [/^set\.group: is needed/],
    ],
    [
      'a name that nothing is known by',
      { ...OWN, keyPath: 'id', link: '{base}/{tilte}/{tilte}' },
      [/^\{tilte\}: is no name/],
    ],
    ['a value that is not set', { ...OWN, link: '{base}/{set.a}/{set.a}' }, [/^set\.a: is not set$/]],
    [
      'a value and a name',
      { ...OWN, link: '{base}/{set.a}/{tilte}' },
      [/^\{tilte\}: is no name/, /^set\.a: is not set$/],
    ],
  ])('refuses one with %s', (_, parts, expected) => {
    const { profile, problems } = read(undefined, parts)
    expect(profile).toBeUndefined()
    expect(problems).toEqual(expected.map((problem) => expect.stringMatching(problem)))
  })
})
