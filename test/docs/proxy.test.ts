import { describe, expect, it } from 'vitest'

import { readFences, readPage } from './pages.ts'

const proxy = readPage('deploy/replicas/nginx.conf').replaceAll(/^\s*#.*$/gm, '')
const page = readFences(readPage('deploy/docs/replicas.md')).map(({ code }) => code)

const valuesOf = (directive: string) =>
  [...proxy.matchAll(new RegExp(`^\\s*${directive}\\s+([^;{\\n]+);$`, 'gm'))].map((found) => found[1] ?? '')

describe('deploy/replicas/nginx.conf', () => {
  it('closes what it opens, and ends each line that it has to', () => {
    const lines = proxy.split('\n').filter((line) => line.trim() !== '')
    expect(lines.filter((line) => !/[;{}]$/.test(line))).toEqual([])
    expect(proxy.split('{').length).toBe(proxy.split('}').length)
  })

  it('stands before the bots that the page starts', () => {
    const started = page.flatMap((code) => /\bPORT=(\d+) npm start/.exec(code)?.[1] ?? [])
    expect(started).toHaveLength(2)
    expect(valuesOf('server').map((value) => value.split(' ')[0])).toEqual(started.map((port) => `127.0.0.1:${port}`))
  })

  it('listens at the address that the page gives to people, on this machine only', () => {
    const [address] = page.flatMap((code) => /PUBLIC_URL=(\S+)/.exec(code)?.[1] ?? [])
    expect(valuesOf('listen').map((value) => `http://${value}`)).toEqual([address])
  })

  it('lets sockets through and names the caller', () => {
    const headers = valuesOf('proxy_set_header').map((value) => value.split(' ')[0])
    expect(headers).toEqual(['Host', 'X-Forwarded-For', 'Upgrade', 'Connection'])
    expect(valuesOf('proxy_http_version')).toEqual(['1.1'])
  })

  it('asks the other bot only for what the first cannot have begun', () => {
    expect(valuesOf('proxy_next_upstream')).toEqual(['error timeout http_503'])
  })

  it('writes below the folder it is started with, and needs no root for it', () => {
    const places = [...valuesOf('pid'), ...['client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'].flatMap(tempOf)]
    expect(places).toHaveLength(6)
    expect(places.filter((place) => place.startsWith('/'))).toEqual([])
  })
})

const tempOf = (kind: string) => valuesOf(`${kind}_temp_path`)
