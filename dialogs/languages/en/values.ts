import type { FactName, FactValue } from '../../../knowledge/index.ts'

const VALUES: Record<string, string> = {
  true: 'yes',
  false: 'no',
  office: 'Office',
  windows: 'Windows',
  kms: 'KMS',
  mak: 'MAK',
  ad: 'Active Directory',
  token: 'token',
  retail: 'retail',
  subscription: 'subscription',
  licensed: 'Licensed',
  oobGrace: 'Initial grace period',
  ootGrace: 'Out-of-tolerance grace period',
  nonGenuineGrace: 'Non-genuine grace period',
  notification: 'Notification',
  unlicensed: 'Unlicensed',
  extendedGrace: 'Extended grace period',
  found: 'found',
  none: 'none',
  timeout: 'no answer',
  serverFailure: 'server failure',
  client: 'client',
  kmsHost: 'KMS host',
  dnsServer: 'DNS server',
  enabled: 'enabled',
  disabled: 'disabled',
  microsoft: 'Microsoft',
  bind: 'BIND',
  other: 'another',
  company: 'company network',
  vpn: 'VPN',
  remote: 'from outside',
  closed: 'closed network',
  user: 'user',
  itStaff: 'IT staff',
  running: 'running',
  stopped: 'stopped',
}

const BITS: readonly FactName[] = ['officeBits', 'windowsBits']

/** Says a value that comes from a closed list; `undefined` for words of the person. */
export function valueName(fact: FactName, value: FactValue): string | undefined {
  if (BITS.includes(fact)) return `${value}-bit`
  return VALUES[String(value)]
}

const TOOLS: Record<string, string> = { ospp: 'ospp.vbs', slmgr: 'slmgr.vbs', sc: 'sc', event: 'event' }

/** Where a fact came from, in words: "your `ospp.vbs /dstatus` output". */
export function sourceName(from: string): string {
  if (from === 'answer' || from === 'words') return 'what you said'
  if (from === 'configuration') return 'the configuration of your organisation'
  if (from === 'derived' || from === 'default') return 'what is known so far'
  const [tool = from, option] = from.split('.')
  if (tool === 'event') return option ? `event ${option}` : 'your event'
  if (tool === 'ospp' || tool === 'slmgr') return `your \`${TOOLS[tool]}${option ? ` /${option}` : ''}\` output`
  return `your \`${tool}\` output`
}
