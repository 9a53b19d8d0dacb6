import type { FactDefinition } from './fact-definition.ts'

export type { FactDefinition, FactScope, FactType } from './fact-definition.ts'

const boolean = { kind: 'boolean' } as const
const text = { kind: 'text' } as const
const host = { kind: 'host' } as const
const port = { kind: 'port' } as const
const guid = { kind: 'guid' } as const
const choice = <const V extends readonly string[]>(...values: V) => ({ kind: 'choice', values }) as const
const count = (unit: string) => ({ kind: 'integer', unit }) as const

/** The registry of facts: documents, slots, readers, tickets and contracts use only these names. */
export const FACTS = {
  product: { type: choice('office', 'windows'), scope: 'case', says: 'which product the trouble is with' },
  officeVersion: {
    type: choice('2003', '2007', '2010', '2013', '2016', '2019', '2021', '2024'),
    scope: 'product',
    says: 'Office generation; 2016 and later share the folder Office16',
  },
  officeBits: { type: choice('32', '64'), scope: 'product', says: 'bitness of the installed Office' },
  windowsBits: { type: choice('32', '64'), scope: 'client', says: 'bitness of Windows' },
  windowsVersion: {
    type: text,
    scope: 'client',
    says: 'xp, vista, 7, 8, 8.1, 10, 11, server-2008, server-2008-r2, server-2012, server-2012-r2, server-2016, server-2019, server-2022, server-2025',
  },
  officeFolder: {
    type: { kind: 'path' },
    scope: 'client',
    says: 'the folder that holds ospp.vbs; derived from version and bitness unless seen',
  },
  edition: { type: text, scope: 'product', says: 'ProPlus, Standard, Enterprise …' },
  activationMethod: {
    type: choice('kms', 'mak', 'ad', 'token', 'retail', 'subscription'),
    scope: 'product',
    says: 'how the product is, or shall be, activated',
  },
  activationMethodWanted: {
    type: choice('kms', 'mak'),
    scope: 'product',
    says: 'the method the person wants to change to',
  },
  licenseChannel: {
    type: text,
    scope: 'product',
    says: 'VOLUME_KMSCLIENT, VOLUME_MAK, VOLUME_KMS, RETAIL, RETAIL(MAK), TIMEBASED_SUB … as printed',
  },
  licenseName: { type: text, scope: 'product', says: 'the LICENSE NAME or Name line' },
  licenseStatus: {
    type: choice('licensed', 'oobGrace', 'ootGrace', 'nonGenuineGrace', 'notification', 'unlicensed', 'extendedGrace'),
    scope: 'product',
    says: 'licence state, whatever tool printed it',
  },
  graceDays: {
    type: count('days'),
    scope: 'product',
    says: 'days before the current state ends; ospp prints the floor, slmgr the ceiling',
  },
  partialKey: { type: text, scope: 'product', says: 'last five characters of the installed key' },
  skuId: { type: guid, scope: 'product', says: 'SKU ID or Activation ID of the installed licence' },
  setupKey: { type: { kind: 'key' }, scope: 'product', says: 'the published setup key (GVLK) of version and edition' },
  makKey: { type: { kind: 'key' }, scope: 'product', says: 'a MAK', secret: true },
  kmsHostKey: { type: { kind: 'key' }, scope: 'kmsHost', says: 'a KMS host key', secret: true },
  installationId: {
    type: { kind: 'digits' },
    scope: 'case',
    says: 'installation id for phone activation',
    secret: true,
  },
  confirmationId: {
    type: { kind: 'digits' },
    scope: 'case',
    says: 'confirmation id for phone activation',
    secret: true,
  },
  errorCode: { type: { kind: 'code' }, scope: 'case', says: 'the code that decides' },
  wrapperCode: {
    type: { kind: 'code' },
    scope: 'case',
    says: 'printed outside while an inner code decides (event 12288, 12290, 8198)',
  },
  innerCode: { type: { kind: 'code' }, scope: 'client', says: 'the first field of event 12288' },
  informational: { type: boolean, scope: 'case', says: 'the code is informational beside a licensed status' },
  machineRole: {
    type: choice('client', 'kmsHost', 'dnsServer'),
    scope: 'case',
    says: 'which machine the paste came from',
  },
  kmsHostAsked: { type: host, scope: 'client', says: 'whom the client asked: event 12288, /dhistorykms' },
  kmsPortAsked: { type: port, scope: 'client', says: 'the port the client asked on' },
  kmsHostsPublished: {
    type: { kind: 'list', of: 'host' },
    scope: 'case',
    says: 'hosts of the SRV records, host:port each',
  },
  severalHostsPublished: { type: boolean, scope: 'case', says: 'the SRV records name more than one host' },
  kmsPortPublished: { type: port, scope: 'case', says: 'port in the SRV record' },
  srvRecord: {
    type: choice('found', 'none', 'timeout', 'serverFailure'),
    scope: 'case',
    says: 'what nslookup returned',
  },
  srvRecordMatches: { type: boolean, scope: 'case', says: 'the host and port asked are among the SRV records' },
  srvRecordWanted: { type: boolean, scope: 'case', says: 'the SRV record of the host asked is right to exist' },
  kmsHostSet: { type: host, scope: 'client', says: 'registry override as /dstatus or /dlv shows it' },
  kmsPortSet: { type: port, scope: 'client', says: 'port of the registry override' },
  kmsHostIntended: {
    type: host,
    scope: 'case',
    says: 'the host the organisation means; the only one that fills a command that sets something',
  },
  kmsPortIntended: { type: port, scope: 'case', says: 'the port that goes with it; 1688 unless said otherwise' },
  kmsHostTrusted: { type: boolean, scope: 'case', says: 'the host is run by the organisation' },
  kmsHostCorrect: { type: boolean, scope: 'case', says: 'the host the client asked is the right one' },
  kmsHostExists: { type: boolean, scope: 'case', says: 'the organisation has a KMS host for this product' },
  hostIntendedForOffice: { type: boolean, scope: 'kmsHost', says: 'the host the client asked is meant for Office' },
  hostStillActive: { type: boolean, scope: 'kmsHost', says: 'the host is still in service as a KMS host' },
  otherKmsHostAvailable: { type: boolean, scope: 'case', says: 'there is another KMS host to point to' },
  makAvailable: { type: boolean, scope: 'case', says: 'the organisation has a MAK for this product' },
  hostLicensed: { type: boolean, scope: 'kmsHost', says: 'License Status of the product on the host is Licensed' },
  hostProducts: { type: { kind: 'list', of: 'text' }, scope: 'kmsHost', says: 'what the host can activate' },
  hostActivationId: { type: guid, scope: 'kmsHost', says: 'Activation ID of the Office product on the host' },
  listeningPort: { type: port, scope: 'kmsHost', says: 'Listening on Port' },
  portsMatch: { type: boolean, scope: 'case', says: 'the client asks on the port the host listens on' },
  dnsPublishing: {
    type: choice('enabled', 'disabled'),
    scope: 'kmsHost',
    says: 'DisableDnsPublishing, the DNS publishing line of /dlv',
  },
  dnsPublishingWanted: { type: boolean, scope: 'kmsHost', says: 'the host shall publish its SRV record' },
  dnsServerKind: {
    type: choice('microsoft', 'bind', 'other'),
    scope: 'case',
    says: 'which DNS server serves the zone',
  },
  dnsServer: { type: host, scope: 'client', says: 'the DNS server the PC asks' },
  dnsServerReachable: { type: boolean, scope: 'client', says: 'the DNS server the PC asks answers a ping' },
  dnsSuffix: { type: host, scope: 'client', says: 'primary DNS suffix of the PC' },
  dnsSuffixMatches: { type: boolean, scope: 'client', says: 'the suffix of the PC is a zone with the SRV record' },
  portReachable: { type: boolean, scope: 'client', says: 'telnet, Test-NetConnection, psping to host and port' },
  currentCount: { type: count('machines'), scope: 'kmsHost', says: 'Current count' },
  requiredCount: { type: choice('5', '25'), scope: 'product', says: 'the count the product needs' },
  countRises: { type: boolean, scope: 'kmsHost', says: 'the count goes up with each new client' },
  countWillReach: { type: boolean, scope: 'case', says: 'enough further machines will ask the host' },
  totalRequests: { type: count('requests'), scope: 'kmsHost', says: 'cumulative requests received by the host' },
  failedRequests: { type: count('requests'), scope: 'kmsHost', says: 'cumulative failed requests' },
  discoveryWanted: {
    type: choice('dns', 'fixed', 'none'),
    scope: 'case',
    says: 'how clients shall find the host: the SRV record, a name set on each client, or not at all (MAK)',
  },
  clientMachineId: { type: guid, scope: 'client', says: 'CMID' },
  statusFlags: { type: text, scope: 'case', says: 'flags of an event but 0: 0x04000000 is a count too small' },
  clientMachineIdShared: { type: boolean, scope: 'case', says: 'several clients have the same CMID' },
  officeOnKmsHost: { type: boolean, scope: 'client', says: 'Office is installed on the KMS host itself' },
  office2013OnKmsHost: {
    type: boolean,
    scope: 'client',
    says: 'Office 2013 or later is installed on the KMS host itself',
  },
  hostCaching: { type: choice('enabled', 'disabled'), scope: 'client', says: 'KMS host caching' },
  hostCachingWanted: { type: choice('enabled', 'disabled'), scope: 'case', says: 'how host caching shall be' },
  domainJoined: { type: boolean, scope: 'client', says: 'the PC is a member of the company domain' },
  network: {
    type: choice('company', 'vpn', 'remote', 'closed', 'never'),
    scope: 'client',
    says: 'how the PC reaches the company network',
  },
  adminRights: { type: boolean, scope: 'case', says: 'the person can run elevated commands on the machine at hand' },
  personRole: { type: choice('user', 'itStaff'), scope: 'case', says: 'who is asking' },
  hostHasInternet: { type: boolean, scope: 'kmsHost', says: 'the host reaches the internet' },
  clockDifference: { type: { kind: 'number', unit: 'hours' }, scope: 'case', says: 'client against host, limit 4' },
  serviceState: { type: choice('running', 'stopped', 'disabled'), scope: 'client', says: 'osppsvc or sppsvc' },
  serviceName: { type: choice('osppsvc', 'sppsvc', 'slsvc'), scope: 'client', says: 'the service whose state it is' },
  scriptHostAvailable: { type: boolean, scope: 'client', says: 'VBScript runs at all' },
  onAzure: { type: boolean, scope: 'client', says: 'the PC is a virtual machine in Azure' },
  timeServer: { type: host, scope: 'case', says: 'the time server (NTP) the organisation uses' },
  nonGenuineCause: {
    type: choice('languagePack', 'malware', 'systemFiles'),
    scope: 'client',
    says: 'what made Windows count as not genuine',
  },
  hostFirewallOpen: { type: boolean, scope: 'kmsHost', says: 'the firewall of the host lets the KMS port in' },
  keyTypedRight: { type: boolean, scope: 'product', says: 'the key was compared, sign by sign, with the one issued' },
  commandSucceeded: { type: boolean, scope: 'product', says: 'the pasted output says that the command worked' },
  commandOption: { type: text, scope: 'case', says: 'the option of ospp.vbs or slmgr.vbs that was run, such as /act' },
  kmsHostSource: { type: choice('registry', 'dns', 'none'), scope: 'client', says: 'where the client found its host' },
  kmsHostTested: { type: host, scope: 'client', says: 'host that ping, telnet, Test-NetConnection, psping went to' },
  kmsPortTested: { type: port, scope: 'client', says: 'port that telnet, Test-NetConnection, psping went to' },
  kmsHostAddress: { type: text, scope: 'case', says: 'IP address of the host, as a tool printed it' },
  hostDiscoverable: { type: boolean, scope: 'kmsHost', says: 'the host publishes itself, so clients find it by DNS' },
  dnsZone: { type: host, scope: 'kmsHost', says: 'zone the host publishes its SRV record in' },
  clientName: { type: host, scope: 'client', says: 'name of the PC' },
  hostName: { type: host, scope: 'kmsHost', says: 'name of the KMS host that logged the event' },
  virtualMachine: { type: boolean, scope: 'client', says: 'the PC is a virtual machine' },
  hostPrepared: {
    type: boolean,
    scope: 'kmsHost',
    says: 'host files and KMS host key of the Office version are on the host',
  },
  hostCanServeOffice: { type: boolean, scope: 'kmsHost', says: 'the host may become a KMS host for Office' },
  otherHostLicensed: { type: boolean, scope: 'kmsHost', says: 'the other KMS host is licensed for this product' },
  listeningPortCorrect: { type: boolean, scope: 'kmsHost', says: 'the host listens on the port it should' },
  srvRecordCorrect: { type: boolean, scope: 'case', says: 'the SRV record names the right host and its port' },
  hostAnswersPing: { type: boolean, scope: 'client', says: 'the KMS host answers a ping from the client' },
  computerCount: {
    type: count('computers'),
    scope: 'case',
    says: 'computers to activate; plans MAK or KMS, no KMS count',
  },
  kmsDomain: { type: host, scope: 'case', says: 'the DNS zone that holds the KMS record' },
} as const satisfies Record<string, FactDefinition>

export type FactName = keyof typeof FACTS

/** Narrows a name that stands in a document or a record. */
export function isFactName(name: string): name is FactName {
  return Object.hasOwn(FACTS, name)
}

export type FactValue = string | number | boolean | readonly string[]

/** A value and where it came from: a reader's tool id, `answer`, `words`, `configuration`, `derived` or `default`. */
export type Known = {
  value: FactValue
  from: string
  /** What the tool printed, where the value has another form: `NOTIFICATIONS`, `0x00000000`. */
  printed?: string
  /** Line of the paste, counted from 1. */
  line?: number
}

export type Facts = { readonly [name in FactName]?: Known }
