import type { FactName } from '../../../knowledge/index.ts'

/** How one fact is spoken of. A fact without `ask` is never asked for by itself. */
export type FactWords = {
  /** Stands before the value: "Office version: 2013". */
  label: string
  ask?: string
  /** How to find out, one sentence. */
  how?: string
  /** What a command shows while the value is missing, and what stands there. */
  placeholder?: string
}

/** Office, Windows and their licence. */
const product = {
  product: {
    label: 'Product',
    ask: 'Is it Windows or Office?',
    how: '`slmgr.vbs` and the Settings app speak of Windows; `ospp.vbs`, Word or Excel of Office.',
  },
  officeVersion: {
    label: 'Office version',
    ask: 'Which version of Office is it?',
    how: 'In Word or Excel: File, Account (2010: File, Help).',
    placeholder: 'Office version',
  },
  officeBits: {
    label: 'Bits of Office',
    ask: 'Is Office 32-bit or 64-bit?',
    how: 'In Word: File, Account, About Word; the first line ends in 32-bit or 64-bit.',
    placeholder: '32 or 64',
  },
  windowsBits: {
    label: 'Bits of Windows',
    ask: 'Is Windows on this PC 32-bit or 64-bit?',
    how: 'Settings, System, About, System type.',
    placeholder: '32 or 64',
  },
  windowsVersion: {
    label: 'Windows version',
    ask: 'Which version of Windows is it?',
    how: 'Run `winver`.',
    placeholder: 'Windows version',
  },
  officeFolder: {
    label: 'Office folder',
    how: 'It is the folder that holds `ospp.vbs`: under Program Files, Microsoft Office, Office14, Office15 or Office16.',
    placeholder: 'Office folder',
  },
  edition: {
    label: 'Edition',
    ask: 'Which edition is it?',
    how: '`ospp.vbs /dstatus` or `slmgr.vbs /dli` names it, for example Professional Plus, Standard or Enterprise.',
    placeholder: 'edition',
  },
  activationMethod: {
    label: 'Activation method',
    ask: 'How is it activated: KMS or MAK?',
    how: 'The description line of `ospp.vbs /dstatus` or `slmgr.vbs /dli` says VOLUME_KMSCLIENT or VOLUME_MAK.',
  },
  activationMethodWanted: { label: 'Method wanted', ask: 'Which method do you want, KMS or MAK?' },
  licenseChannel: {
    label: 'Licence channel',
    ask: 'What does the licence description say?',
    how: 'The LICENSE DESCRIPTION line of `ospp.vbs /dstatus` ends in the channel, for example VOLUME_KMSCLIENT.',
  },
  licenseName: { label: 'Licence name' },
  licenseStatus: {
    label: 'Licence status',
    ask: 'What is the licence status?',
    how: 'It is in the output of `ospp.vbs /dstatus` (Office) or `slmgr.vbs /dlv` (Windows).',
  },
  graceDays: { label: 'Days left' },
  partialKey: {
    label: 'Last five characters of the key',
    how: '`ospp.vbs /dstatus` shows the last 5 characters of the installed product key.',
    placeholder: 'last 5 characters of the key',
  },
  skuId: { label: 'SKU ID', how: '`ospp.vbs /dstatus` prints it as SKU ID.', placeholder: 'SKU ID' },
  setupKey: {
    label: 'Published setup key',
    how: 'Microsoft publishes the setup keys (GVLK) per version and edition; your licence administrator has the right one too.',
    placeholder: 'setup key (GVLK) of your edition',
  },
  makKey: {
    label: 'MAK',
    how: 'Your licence administrator has the MAK. Type it yourself; do not paste it here.',
    placeholder: 'MAK key',
  },
  kmsHostKey: {
    label: 'KMS host key',
    how: 'Your licence administrator has the KMS host key. Type it yourself; do not paste it here.',
    placeholder: 'KMS host key',
  },
  installationId: {
    label: 'Installation ID',
    how: 'The command before this one prints it.',
    placeholder: 'Installation ID',
  },
  confirmationId: {
    label: 'Confirmation ID',
    how: 'The activation centre tells it on the phone.',
    placeholder: 'Confirmation ID',
  },
} satisfies Partial<Record<FactName, FactWords>>

/** Codes, machines and hosts. */
const hosts = {
  errorCode: { label: 'Error', ask: 'Which error code does it show?', placeholder: 'error code' },
  wrapperCode: { label: 'Outer code' },
  innerCode: {
    label: 'Code in event 12288',
    ask: 'Which code stands first in event 12288?',
    how: 'Event Viewer, Windows Logs, Application, the newest event 12288: the first field after Info.',
  },
  informational: { label: 'For information only' },
  machineRole: { label: 'Machine', ask: 'Which machine is this: the client, the KMS host or the DNS server?' },
  kmsHostAsked: {
    label: 'KMS host asked',
    ask: 'Which KMS host did the PC ask?',
    how: 'Event 12288 names it in the third field, as host:port.',
    placeholder: 'host in event 12288',
  },
  kmsPortAsked: { label: 'Port asked', ask: 'Which port did the PC ask on?', placeholder: 'port in event 12288' },
  kmsHostsPublished: {
    label: 'KMS hosts in DNS',
    ask: 'Which KMS hosts does `nslookup -type=srv _vlmcs._tcp` show?',
    placeholder: 'host in DNS',
  },
  kmsPortPublished: { label: 'Port in DNS', ask: 'Which port does the SRV record show?', placeholder: 'port in DNS' },
  srvRecord: { label: 'SRV record', ask: 'What does `nslookup -type=srv _vlmcs._tcp` return?' },
  srvRecordMatches: {
    label: 'Host asked is in DNS',
    ask: 'Are the host and the port that the PC asked among the SRV records?',
    how: 'Compare event 12288 with `nslookup -type=srv _vlmcs._tcp`.',
  },
  srvRecordWanted: { label: 'SRV record is wanted', ask: 'Should that SRV record be there?' },
  kmsHostSet: { label: 'KMS host set on the PC', placeholder: 'host set on the PC' },
  kmsPortSet: { label: 'Port set on the PC', placeholder: 'port set on the PC' },
  kmsHostIntended: {
    label: 'KMS host to use',
    ask: 'Which KMS host should this PC use?',
    how: 'A name or an IP address; your IT knows it.',
    placeholder: 'KMS host',
  },
  kmsPortIntended: { label: 'Port to use', ask: 'Which port should this PC use?', placeholder: 'port' },
  kmsHostTrusted: { label: 'Host is run by your organisation', ask: 'Is the host run by your organisation?' },
  kmsHostCorrect: { label: 'Host asked is the right one', ask: 'Is the host that the PC asked the right one?' },
  kmsHostExists: { label: 'There is a KMS host', ask: 'Does your organisation have a KMS host for this product?' },
  hostIntendedForOffice: { label: 'Host is meant for Office', ask: 'Is that host meant to activate Office?' },
  hostStillActive: { label: 'Host is in service', ask: 'Is that host still in service as a KMS host?' },
  otherKmsHostAvailable: { label: 'Another KMS host', ask: 'Is there another KMS host?' },
  makAvailable: { label: 'MAK available', ask: 'Does your organisation have a MAK for this product?' },
  hostLicensed: {
    label: 'Host is licensed',
    ask: 'Is the product licensed on the KMS host?',
    how: 'On the host, `slmgr.vbs /dlv` with the Activation ID shows License Status.',
  },
  hostProducts: { label: 'Products of the host', placeholder: 'product' },
  hostActivationId: {
    label: 'Activation ID on the host',
    how: '`slmgr.vbs /dlv all` on the host lists it as Activation ID.',
    placeholder: 'Activation ID',
  },
  listeningPort: {
    label: 'Port the host listens on',
    ask: 'Which port does the KMS host listen on?',
    how: 'On the host, `slmgr.vbs /dlv` shows Listening on Port.',
    placeholder: 'port the host listens on',
  },
} satisfies Partial<Record<FactName, FactWords>>

/** DNS, network, counts, people. */
const surroundings = {
  portsMatch: { label: 'Ports match', ask: 'Does the PC ask on the port that the host listens on?' },
  dnsPublishing: {
    label: 'DNS publishing',
    ask: 'Is DNS publishing enabled on the KMS host?',
    how: 'On the host, `slmgr.vbs /dlv` shows DNS publishing enabled or disabled.',
  },
  dnsPublishingWanted: { label: 'Host shall publish in DNS', ask: 'Shall the KMS host publish itself in DNS?' },
  dnsServerKind: { label: 'DNS server', ask: 'Which DNS server do you use: Microsoft, BIND or another?' },
  dnsServer: { label: 'DNS server of the PC', placeholder: 'DNS server' },
  dnsSuffix: {
    label: 'DNS suffix',
    ask: 'What is the primary DNS suffix of the PC?',
    how: '`ipconfig /all` shows it.',
    placeholder: 'DNS domain',
  },
  dnsSuffixMatches: {
    label: 'DNS suffix has the record',
    ask: 'Is the DNS suffix of the PC the zone with the SRV record?',
  },
  portReachable: {
    label: 'Port reachable',
    ask: 'Can the PC reach the KMS port?',
    how: 'In PowerShell, `Test-NetConnection` with the host and `-Port 1688` shows TcpTestSucceeded.',
  },
  currentCount: {
    label: 'Current count',
    ask: 'What is the current count on the KMS host?',
    how: 'On the host, `slmgr.vbs /dlv` shows Current count.',
  },
  requiredCount: { label: 'Count needed' },
  countRises: { label: 'Count rises', ask: 'Does the count go up with each new PC?' },
  totalRequests: { label: 'Requests received' },
  failedRequests: { label: 'Failed requests' },
  clientMachineId: { label: 'CMID', placeholder: 'CMID' },
  clientMachineIdShared: {
    label: 'Same CMID on several PCs',
    ask: 'Do several PCs have the same CMID?',
    how: '`ospp.vbs /dcmid` shows it.',
  },
  officeOnKmsHost: { label: 'Office is on the KMS host', ask: 'Is Office installed on the KMS host itself?' },
  office2013OnKmsHost: {
    label: 'Office 2013 on the KMS host',
    ask: 'Is Office 2013 or later installed on the KMS host itself?',
  },
  hostCaching: { label: 'KMS host caching', ask: 'Is KMS host caching enabled?', how: '`ospp.vbs /dstatus` shows it.' },
  hostCachingWanted: { label: 'Host caching wanted', ask: 'Shall KMS host caching be on or off?' },
  domainJoined: { label: 'In the domain', ask: 'Is the PC a member of the company domain?' },
  network: { label: 'Network', ask: 'How does the PC reach the company network?' },
  adminRights: { label: 'Administrator rights', ask: 'Can you run an elevated Command Prompt on this machine?' },
  personRole: { label: 'Role', ask: 'Are you with IT?' },
  hostHasInternet: { label: 'Host reaches the internet', ask: 'Can the KMS host reach the internet?' },
  clockDifference: { label: 'Clock difference', ask: 'By how many hours do the clocks of PC and host differ?' },
  serviceState: {
    label: 'Service',
    ask: 'What state is the service in?',
    how: 'Run `sc query osppsvc` or `sc query sppsvc`.',
  },
  scriptHostAvailable: { label: 'VBScript runs', ask: 'Does VBScript run on this PC?' },
} satisfies Partial<Record<FactName, FactWords>>

/** How every fact is spoken of. */
export const facts: Record<FactName, FactWords> = { ...product, ...hosts, ...surroundings }
