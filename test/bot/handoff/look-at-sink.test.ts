import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { lookAtSink, type Outbound, placeOf } from '../../../bot/handoff/index.ts'
import { ParcelFailed } from '../../../bot/handoff/parcel-failed.ts'
import type { Failure } from '../../../bot/handoff/retry.ts'
import { hookAt, mailTo, ticketsAt } from './sink-bench.ts'

const common = { name: 'it', external: false }
const hook = hookAt('https://hook.example/x')
const teams = { ...common, kind: 'teams' as const, tenant: 't', channel: '19:abc' }

function failsWith(failure: Failure, message = 'hook.example broke off.'): Outbound {
  return async () => {
    throw new ParcelFailed(message, failure)
  }
}

describe('placeOf', () => {
  it.each([
    [{ ...common, kind: 'file' as const, folder: '/mnt/it' }, 'files in /mnt/it'],
    [mailTo(25), 'mail by 127.0.0.1:25 to it@corp.example'],
    [hook, 'webhook at hook.example'],
    [ticketsAt('https://it.example:8443/desk', 'zammad'), 'tickets at it.example:8443'],
    [teams, 'channel 19:abc in Teams'],
  ])('says where $kind goes, and whether names go along', (settings, place) => {
    expect(placeOf(settings)).toBe(place)
    expect(placeOf({ ...settings, external: true })).toBe(`${place}, with pseudonyms`)
  })
})

describe('lookAtSink', () => {
  const folder = mkdtempSync(join(tmpdir(), 'look-'))
  it.each([
    ['a folder', { ...common, kind: 'file' as const, folder }, 'can be written'],
    ['no folder yet', { ...common, kind: 'file' as const, folder: join(folder, 'new') }, 'is made with the first case'],
    ['a channel in Teams', teams, 'is tried with the first case'],
  ])('finds %s well', async (_, settings, says) => {
    expect(await lookAtSink(settings)).toEqual({ isWell: true, says: `${placeOf(settings)}, ${says}` })
  })

  it('takes any answer of a webhook for somebody being there', async () => {
    const refused = failsWith({ kind: 'denied' }, 'hook.example answered 405 to HEAD.')
    expect(await lookAtSink(hook, refused)).toMatchObject({ isWell: true })
    const welcomed: Outbound = async () => ({ status: 200, headers: {}, body: '', isCut: false })
    expect(await lookAtSink(hook, welcomed)).toMatchObject({ isWell: true })
  })

  it.each([
    ['denied', hook, /^Correct sign-in, certificate or address of "webhook"/],
    ['rejected', ticketsAt('https://it.example', 'zammad'), /^Correct the address or the profile of "tickets"/],
    ['down', hook, /^Check address, port and firewall/],
  ] as const)('names the cure of a system that is %s', async (kind, settings, cure) => {
    const look = await lookAtSink(settings, failsWith({ kind }))
    expect(look).toEqual({
      isWell: false,
      says: `${placeOf(settings)}: hook.example broke off.`,
      cure: expect.stringMatching(cure),
    })
  })

  it('names a fault that is none of the known ones', async () => {
    const outbound: Outbound = () => Promise.reject('odd')
    expect(await lookAtSink(hook, outbound)).toMatchObject({
      says: 'webhook at hook.example: odd',
      cure: expect.stringMatching(/^Check address/),
    })
  })
})
