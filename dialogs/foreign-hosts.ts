import { isWellFormed } from './commands.ts'
import { insideHost, type Scene } from './scene.ts'
import { withoutPort } from './trust.ts'

// What a KMS client is pointed at: by ospp.vbs, by slmgr.vbs with either sign of an option, and in the registry.
const SET_HOSTS = [
  /[/-](?:sethst:|skms(?:-domain)?[ \t])[ \t]{0,20}["']?([^\s"']{1,253})/gi,
  /\bKeyManagementServiceName\b[^\n]{0,120}?(?:\/d|-value|=)[ \t]{0,20}["']{0,2}([^\s"'=]{1,253})/gi,
]
// Where something is loaded from: an address, a share, and what a shell asks for without saying `https`.
const SOURCES = [
  /\b(?:https?|ftp|file):\/{2,3}([^\s/"'<>()`\\]{1,300})/gi,
  /(?<![\w\\])\\\\([^\s/"'<>()`\\]{1,253})\\/g,
  /\b(?:irm|iwr|curl|wget|invoke-restmethod|invoke-webrequest)(?:[ \t]{1,5}-\w{1,20}){0,4}[ \t]{1,5}["']?([^\s"'|;:/)-][^\s"'|;:/)]{0,252})(?![^\s"'|;/)])/gi,
]
const OF_MICROSOFT = /(?:^|\.)microsoft\.com$|^aka\.ms$/

/** Whether words hold a command or an address with a host that is neither the organisation's own nor Microsoft's. */
export function namesForeignHost(scene: Scene, words: string): boolean {
  const isFine = (host: string) => isWellFormed('kmsHostIntended', withoutPort(host)) && insideHost(scene, host)
  if (!namedBy(SET_HOSTS, words).every(isFine)) return true
  return namedBy(SOURCES, words)
    .map((name) => name.slice(name.lastIndexOf('@') + 1).toLowerCase())
    .some((host) => !OF_MICROSOFT.test(withoutPort(host)) && !isFine(host.replace(/^\[([^[\]]*)\].*$/, '$1')))
}

function namedBy(patterns: readonly RegExp[], words: string): string[] {
  return patterns.flatMap((pattern) => [...words.matchAll(pattern)].map(([, host = '']) => host))
}
