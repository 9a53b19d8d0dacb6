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
  never: 'never in the company network',
  user: 'no server administrator',
  itStaff: 'IT staff',
  registry: 'the registry',
  dns: 'DNS',
  running: 'running',
  stopped: 'stopped',
}

/** Versions of Windows as people know them, newest first, after the values of the fact. */
export const WINDOWS: readonly (readonly [string, string])[] = [
  ['11', 'Windows 11'],
  ['10', 'Windows 10'],
  ['8.1', 'Windows 8.1'],
  ['8', 'Windows 8'],
  ['7', 'Windows 7'],
  ['server-2025', 'Windows Server 2025'],
  ['server-2022', 'Windows Server 2022'],
  ['server-2019', 'Windows Server 2019'],
  ['server-2016', 'Windows Server 2016'],
  ['server-2012-r2', 'Windows Server 2012 R2'],
  ['server-2012', 'Windows Server 2012'],
  ['server-2008-r2', 'Windows Server 2008 R2'],
  ['server-2008', 'Windows Server 2008'],
  ['vista', 'Windows Vista'],
]

/** What most people have, of lists that are too long to show. */
export const USUAL: readonly string[] = [
  ...['11', '10', 'server-2022', 'server-2019', 'server-2016'],
  ...['Enterprise', 'Pro', 'Education', 'Enterprise LTSC', 'Pro Education'],
  ...['Standard', 'Datacenter', 'ProPlus', 'Professional Plus'],
]

const BITS: readonly FactName[] = ['officeBits', 'windowsBits']

/** Says a value that comes from a closed list; `undefined` for words of the person. */
export function valueName(fact: FactName, value: FactValue): string | undefined {
  if (BITS.includes(fact)) return `${value}-bit`
  if (fact === 'windowsVersion') return WINDOWS.find(([version]) => version === value)?.[1]
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
