import type { FactName } from '../../knowledge/index.ts'
import { dsregcmd, firewallRule } from './machine-outputs.ts'

/** What a tool prints where a fact has a value; the product is the one the case is about. */
type Print = (value: string, product: 'office' | 'windows') => string[] | undefined

/** The outputs, pasted one after the other, that tell the value of a fact. */
export const OUTPUTS: { [fact in FactName]?: Print } = {
  activationMethod: (method, product) => METHODS[method]?.map((channel) => licenceOf(product, { channel })),
  clientMachineIdShared: (is) => [is === 'true' ? requests(CMID, CMID) : requests(CMID, OTHER_CMID)],
  clockDifference: (hours) => [stripchart(Number(hours) * 3600)],
  countRises: (is) => (is === 'true' ? [hostDlv({ count: 3 }), hostDlv({ count: 4 })] : undefined),
  currentCount: (count) => [hostDlv({ count: Number(count) })],
  dnsPublishing: (is) => [hostDlv({ publishing: is })],
  errorCode: (code, product) => [product === 'office' ? act(code) : ato(code)],
  domainJoined: (is) => [dsregcmd(is === 'true')],
  hostAnswersPing: (is) => [ping(is === 'true')],
  hostFirewallOpen: (is) => [firewallRule(is === 'true')],
  hostLicensed: (is) => [hostDlv({ status: is === 'true' ? 'Licensed' : 'Unlicensed' })],
  innerCode: (code) => [event(code)],
  licenseChannel: (channel, product) => [licenceOf(product, { channel })],
  licenseName: (name) => [dstatus({ name })],
  licenseStatus: (status, product) => [licenceOf(product, { status })],
  machineRole: (role, product) =>
    role === 'kmsHost' ? [hostDlv({})] : role === 'client' ? [licenceOf(product, {})] : undefined,
  officeVersion: (version) => (NAMES[version] ? [dstatus({ name: NAMES[version] })] : undefined),
  otherHostLicensed: (is) => [hostDlv({ status: is === 'true' ? 'Licensed' : 'Unlicensed' })],
  portReachable: (is) => [testNetConnection(is === 'true')],
  product: (product) => [product === 'office' ? dstatus({}) : clientDlv({})],
  requiredCount: (count) => [`${event('0xC004F038')}, 2de67392-b7a7-462a-b1ca-108dd189f588, ${count}`],
  serviceState: (state) => [service(state)],
  srvRecord: (is) => listed(NSLOOKUP[is]),
  srvRecordMatches: (is) => [
    event('0xC004F074'),
    nslookup(is === 'true' ? 'kms01.corp.example' : 'kms02.corp.example'),
  ],
  windowsVersion: (version) => (BUILDS[version] ? [clientDlv({ build: BUILDS[version] })] : undefined),
}

const listed = (output: string | undefined) => (output === undefined ? undefined : [output])

const METHODS: Record<string, string[]> = {
  kms: ['VOLUME_KMSCLIENT'],
  mak: ['VOLUME_MAK'],
  retail: ['RETAIL'],
  subscription: ['TIMEBASED_SUB'],
}
const NAMES: Record<string, string> = {
  2010: 'Office 14, OfficeProPlus-KMS_Client edition',
  2013: 'Office 15, OfficeProPlusVL_KMS_Client edition',
  2016: 'Office 16, Office16ProPlusVL_KMS_Client edition',
  2019: 'Office 19, Office19ProPlus2019VL_KMS_Client_AE edition',
  2021: 'Office 21, Office21ProPlus2021VL_KMS_Client_AE edition',
}
const BUILDS: Record<string, string> = {
  7: '6.1.7601.17514',
  8: '6.2.9200.16384',
  '8.1': '6.3.9600.16384',
  10: '10.0.19041.1266',
  11: '10.0.22621.1',
}
const CMID = '36f27b39-2fd5-440b-be67-a09996d27a38'
const OTHER_CMID = '7b1f8a1c-5a0e-4c0f-9a53-0d7d5a7a11ce'

type Licence = { name?: string; channel?: string; status?: string }

const licenceOf = (product: 'office' | 'windows', licence: Licence) =>
  product === 'office' ? dstatus(licence) : clientDlv(licence)

const OSPP_STATUS: Record<string, string> = {
  licensed: 'LICENSED',
  ootGrace: 'OOT_GRACE',
  oobGrace: 'OOB_GRACE',
  nonGenuineGrace: 'NON_GENUINE_GRACE',
  notification: 'NOTIFICATIONS',
  unlicensed: 'UNLICENSED',
}
const SLMGR_STATUS: Record<string, string> = {
  licensed: 'Licensed',
  ootGrace: 'Additional grace period (KMS license expired or hardware out of tolerance)',
  oobGrace: 'Initial grace period',
  nonGenuineGrace: 'Non-genuine grace period.',
  notification: 'Notification',
  unlicensed: 'Unlicensed',
}

function dstatus({ name, channel = 'VOLUME_KMSCLIENT', status = 'notification' }: Licence): string {
  const edition = channel.includes('MAK') ? 'OfficeProPlusVL_MAK' : 'OfficeProPlusVL_KMS_Client'
  const generation = /^Office \d\d/.exec(name ?? '')?.[0] ?? 'Office 15'
  return [
    '---Processing--------------------------',
    '---------------------------------------',
    'SKU ID: b322da9c-a2e2-4058-9e4e-f59a6970bd69',
    `LICENSE NAME: ${name ?? `Office 15, ${edition} edition`}`,
    `LICENSE DESCRIPTION: ${generation}, ${channel} channel`,
    `LICENSE STATUS:  ---${OSPP_STATUS[status]}---`,
    'Last 5 characters of installed product key: GVGXT',
    '---------------------------------------',
    '---Exiting-----------------------------',
  ].join('\n')
}

function clientDlv({ channel = 'VOLUME_KMSCLIENT', status = 'notification', build }: Licence & { build?: string }) {
  return [
    `Software licensing service version: ${build ?? '10.0.19041.1266'}`,
    '',
    'Name: Windows(R), Enterprise edition',
    `Description: Windows(R) Operating System, ${channel} channel`,
    'Activation ID: 73111121-5638-40f6-bc11-f1d7b0d64300',
    'Partial Product Key: 2YT43',
    `License Status: ${SLMGR_STATUS[status]}`,
  ].join('\n')
}

type Host = { count?: number; status?: string; publishing?: string }

function hostDlv({ count = 30, status = 'Licensed', publishing = 'enabled' }: Host): string {
  return [
    'Software licensing service version: 10.0.17763.1',
    '',
    'Name: Office 15, OfficeKMSHostVL_KMS_Host edition',
    'Description: Office Operating System, VOLUME_KMS channel',
    'Activation ID: 2E28138A-847F-42BC-9752-61B03FFF33CD',
    'Partial Product Key: 7GFY2',
    `License Status: ${status}`,
    '',
    'Key Management Service is enabled on this machine',
    `    Current count: ${count}`,
    '    Listening on Port: 1688',
    `    DNS publishing ${publishing}`,
    '    KMS priority: Normal',
  ].join('\n')
}

function act(code: string): string {
  return [
    '---Processing--------------------------',
    '---------------------------------------',
    'Installed product key detected - attempting to activate the following product:',
    'SKU ID: b322da9c-a2e2-4058-9e4e-f59a6970bd69',
    'LICENSE NAME: Office 15, OfficeProPlusVL_KMS_Client edition',
    'LICENSE DESCRIPTION: Office 15, VOLUME_KMSCLIENT channel',
    'Last 5 characters of installed product key: GVGXT',
    `ERROR CODE: ${code}`,
    '---------------------------------------',
    '---Exiting-----------------------------',
  ].join('\n')
}

const ato = (code: string) =>
  `Activating Windows(R), Enterprise edition (73111121-5638-40f6-bc11-f1d7b0d64300) ...\nError: ${code}`

function event(code: string): string {
  return [
    'Event[0]:',
    '  Log Name: Application',
    '  Source: Microsoft-Windows-Security-SPP',
    '  Event ID: 12288',
    '  Description: ',
    'The client has sent an activation request to the key management service machine.',
    'Info:',
    `${code}, 0x00000000, kms01.corp.example:1688, ${CMID}, 2026/03/02 09:14, 0, 2, 41760`,
  ].join('\n')
}

// Event 12290 of a KMS host: one request of each of two clients.
function requests(...ids: string[]): string {
  return ids
    .map((id, at) =>
      [
        `Event[${at}]:`,
        '  Log Name: Key Management Service',
        '  Source: Microsoft-Windows-Security-SPP',
        '  Event ID: 12290',
        '  Description: ',
        'An activation request has been processed.',
        'Info:',
        `0x0,5,PC-${at + 10}.corp.example,${id},2026/03/02 09:1${at},0,2,0,b322da9c-a2e2-4058-9e4e-f59a6970bd69`,
      ].join('\n'),
    )
    .join('\n\n')
}

function testNetConnection(isOpen: boolean): string {
  return [
    'ComputerName     : kms01.corp.example',
    'RemoteAddress    : 10.0.0.9',
    'RemotePort       : 1688',
    'InterfaceAlias   : Ethernet',
    'SourceAddress    : 10.0.0.21',
    `TcpTestSucceeded : ${isOpen ? 'True' : 'False'}`,
  ].join('\n')
}

function ping(isThere: boolean): string {
  const line = isThere ? 'Reply from 10.0.0.9: bytes=32 time=1ms TTL=128' : 'Request timed out.'
  return [
    'Pinging kms01.corp.example [10.0.0.9] with 32 bytes of data:',
    line,
    line,
    '',
    'Ping statistics for 10.0.0.9:',
    `    Packets: Sent = 2, Received = ${isThere ? 2 : 0}, Lost = ${isThere ? 0 : 2} (${isThere ? 0 : 100}% loss),`,
  ].join('\n')
}

function stripchart(seconds: number): string {
  const line = (second: number) => `10:15:3${second}, +${seconds.toFixed(7).padStart(10, '0')}s`
  return [
    'Tracking kms01.corp.example [10.0.0.9:123].',
    'Collecting 2 samples.',
    'The current time is 3/2/2026 10:15:31 AM.',
    line(1),
    line(3),
  ].join('\n')
}

function service(state: string): string {
  const isRunning = state === 'running'
  return [
    'SERVICE_NAME: osppsvc',
    '        TYPE               : 10  WIN32_OWN_PROCESS',
    `        STATE              : ${isRunning ? '4  RUNNING' : '1  STOPPED'}`,
    `        WIN32_EXIT_CODE    : ${state === 'disabled' ? '1058' : '0'}  (0x0)`,
  ].join('\n')
}

function nslookup(host: string): string {
  return [
    'Server:  dc01.corp.example',
    'Address:  10.0.0.5',
    '',
    '_vlmcs._tcp.corp.example     SRV service location:',
    '          priority       = 0',
    '          weight         = 0',
    '          port           = 1688',
    `          svr hostname   = ${host}`,
  ].join('\n')
}

const NSLOOKUP: Record<string, string> = {
  found: nslookup('kms01.corp.example'),
  none: "Server:  dc01.corp.example\nAddress:  10.0.0.5\n\n*** dc01.corp.example can't find _vlmcs._tcp: Non-existent domain",
  timeout: 'DNS request timed out.\n    timeout was 2 seconds.\n*** Request to dc01.corp.example timed-out',
  serverFailure:
    "Server:  dc01.corp.example\nAddress:  10.0.0.5\n\n*** dc01.corp.example can't find _vlmcs._tcp: Server failed",
}
