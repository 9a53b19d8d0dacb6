import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'

import { clientAddress, createAccess, isIntranet } from '../../bot/http/index.ts'

const request = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage

describe('createAccess', () => {
  const access = createAccess({
    host: '127.0.0.1',
    publicUrl: new URL('https://support.contoso.example'),
    origins: ['https://intranet.contoso.example'],
  })

  it.each<[string, boolean]>([
    ['localhost:3978', true],
    ['127.0.0.1:3978', true],
    ['[::1]:3978', true],
    ['10.1.2.3', true],
    ['support.contoso.example', true],
    ['evil.example', false],
    ['localhost.evil.example', false],
    ['support.contoso.example@evil.example', false],
    ['localhost/evil', false],
    ['', false],
  ])('takes the host %j: %s', (host, expected) => {
    expect(access.isOurHost(request({ host }))).toBe(expected)
  })

  it.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ origin: 'https://support.contoso.example' }, true],
    [{ origin: 'https://intranet.contoso.example' }, true],
    [{ origin: 'http://localhost:3978' }, true],
    [{ origin: 'http://support.contoso.example' }, false],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'null' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'same-origin' }, true],
  ])('judges %j: %s', (headers, expected) => {
    expect(access.isAllowedOrigin(request({ host: 'localhost:3978', ...headers }))).toBe(expected)
  })

  it('sends browsers to its public address', () => {
    expect(access.ownOrigin(request({ host: 'localhost:3978' }))).toBe('https://support.contoso.example')
  })
})

describe('clientAddress', () => {
  it('believes a proxy that is trusted, and the last hop before it', () => {
    const headers = { 'x-forwarded-for': '1.1.1.1, 203.0.113.7, 10.0.0.2' }
    expect(clientAddress(request(headers, '10.0.0.1'), ['10.0.0.1', '10.0.0.2'])).toBe('203.0.113.7')
  })

  it('believes nobody else', () => {
    expect(clientAddress(request({ 'x-forwarded-for': '127.0.0.1' }, '203.0.113.7'), ['10.0.0.1'])).toBe('203.0.113.7')
  })

  it('takes subnets of proxies, and addresses in every spelling', () => {
    const subnets = ['10.1.0.0/16', 'fd00:1::/32', '192.0.2.1']
    const headers = { 'x-forwarded-for': '203.0.113.7, 10.1.255.9, fd00:1::7' }
    expect(clientAddress(request(headers, '::ffff:192.0.2.1'), subnets)).toBe('203.0.113.7')
    expect(clientAddress(request(headers, '10.2.0.1'), subnets)).toBe('10.2.0.1')
  })

  it.each(['::1%eth0', 'unknown', '10.1.0.0/16', '203.0.113.7:443'])('stays calm when a caller sends %s', (forged) => {
    expect(clientAddress(request({ 'x-forwarded-for': forged }, '10.1.2.3'), ['10.1.0.0/16'])).toBe(forged)
  })
})

describe('isIntranet', () => {
  it.each<[string, boolean]>([
    ['10.9.8.7', true],
    ['192.168.0.1', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['203.0.113.7', false],
    ['::1', true],
    ['fd00::1', true],
    ['2001:db8::1', false],
  ])('%s: %s', (address, expected) => {
    expect(isIntranet(address)).toBe(expected)
  })
})
