import type { Knowledge } from '../../dialogs/index.ts'
import type { Choice, FactName, GraphNode } from '../../knowledge/index.ts'
import { startTalk, type Talk } from './talk.ts'
import { type Move, standingAt } from './walker.ts'

/** Says, at every question, each of its answers in free words, and pastes the output that gives it. */
export function* walkInWords(knowledge: Knowledge): Generator<Move & { choice: Choice; kind: 'words' | 'evidence' }> {
  for (const [id, node] of Object.entries(knowledge.graph.nodes)) {
    if (node.kind !== 'question') continue
    const there = startTalk(knowledge, 'webchat', standingAt(knowledge, id)).say('repeat')
    for (const choice of node.choices) {
      for (const by of wordsFor(choice)) yield { from: id, by, talk: there.say(by), choice, kind: 'words' }
      const paste = pasteFor(node, choice)
      if (paste) yield { from: id, by: paste, talk: there.say(paste), choice, kind: 'evidence' }
    }
  }
}

function wordsFor({ label, value }: Choice): string[] {
  const plain = label.replace(/[.?]$/, '')
  const spoken = [plain.toLowerCase(), `${plain}, I think`, `hm, ${plain.toLowerCase()}`]
  if (value === 'true') return [...spoken, 'yes it is', 'yes, I am sure of that']
  if (value === 'false') return [...spoken, 'no it is not', 'no, I am sure of that']
  return value === '?' ? [...spoken, 'no idea', 'how would I know'] : spoken
}

/** The output of a tool that tells the value of a choice; nothing where no tool does. */
function pasteFor({ fact, runOn }: GraphNode, { value }: Choice): string | undefined {
  const write = fact && PASTES[fact]
  const first = value?.split('|')[0] ?? '?'
  return write && value !== undefined && !/^[?!]/.test(value) ? write(first, runOn) : undefined
}

const number = (is: string, below: number, above: number) => (is.startsWith('<') ? below : above)

const PASTES: { [fact in FactName]?: (is: string, runOn?: string) => string | undefined } = {
  innerCode: (code) => event(code),
  srvRecord: (is) => NSLOOKUP[is],
  licenseStatus: (is) => (STATUS[is] ? dstatus(STATUS[is]) : undefined),
  licenseChannel: (channel) => dstatus('LICENSED', channel),
  currentCount: (is) => hostDlv(`Current count: ${number(is, 3, 30)}`),
  hostLicensed: (is) => hostDlv(`License Status: ${is === 'true' ? 'Licensed' : 'Unlicensed'}`),
  dnsPublishing: (is) => hostDlv(`DNS publishing ${is}`),
  portReachable: (is) => testNet(is === 'true'),
}

const STATUS: Record<string, string> = {
  licensed: 'LICENSED',
  ootGrace: 'OOT_GRACE',
  oobGrace: 'OOB_GRACE',
  notification: 'NOTIFICATIONS',
  unlicensed: 'UNLICENSED',
}
const NSLOOKUP: Record<string, string> = {
  found: [
    'Server:  dc01.corp.example',
    'Address:  10.0.0.5',
    '',
    '_vlmcs._tcp.corp.example     SRV service location:',
    '          priority       = 0',
    '          weight         = 0',
    '          port           = 1688',
    '          svr hostname   = kms01.corp.example',
  ].join('\n'),
  none: "Server:  dc01.corp.example\nAddress:  10.0.0.5\n\n*** dc01.corp.example can't find _vlmcs._tcp: Non-existent domain",
  timeout: 'DNS request timed out.\n    timeout was 2 seconds.\n*** Request to dc01.corp.example timed-out',
  serverFailure:
    "Server:  dc01.corp.example\nAddress:  10.0.0.5\n\n*** dc01.corp.example can't find _vlmcs._tcp: Server failed",
}

function event(code: string): string {
  return [
    'Event[0]:',
    '  Log Name: Application',
    '  Source: Microsoft-Windows-Security-SPP',
    '  Event ID: 12288',
    '  Description: ',
    'The client has sent an activation request to the key management service machine.',
    'Info:',
    `${code}, 0x00000000, kms01.corp.example:1688, 36f27b39-2fd5-440b-be67-a09996d27a38, 2026/03/02 09:14, 0, 2, 41760`,
  ].join('\n')
}

function dstatus(status: string, channel = 'VOLUME_KMSCLIENT'): string {
  return [
    '---Processing--------------------------',
    '---------------------------------------',
    'SKU ID: b322da9c-a2e2-4058-9e4e-f59a6970bd69',
    `LICENSE NAME: Office 15, OfficeProPlusVL_${channel.includes('MAK') ? 'MAK' : 'KMS_Client'} edition`,
    `LICENSE DESCRIPTION: Office 15, ${channel} channel`,
    `LICENSE STATUS:  ---${status}---`,
    'Last 5 characters of installed product key: GVGXT',
    '---------------------------------------',
    '---Exiting-----------------------------',
  ].join('\n')
}

function hostDlv(line: string): string {
  const status = line.startsWith('License Status') ? [] : ['License Status: Licensed']
  return [
    'Software licensing service version: 10.0.17763.1',
    'Name: Office 15, OfficeKMSHostVL_KMS_Host edition',
    'Description: Office Operating System, VOLUME_KMS channel',
    'Partial Product Key: 7GFY2',
    ...status,
    ...(line.startsWith('License Status') ? [line] : []),
    'Key Management Service is enabled on this machine',
    ...(line.startsWith('License Status') ? [] : [`    ${line}`]),
    '    Listening on Port: 1688',
  ].join('\n')
}

function testNet(isOpen: boolean): string {
  return [
    'ComputerName     : kms01.corp.example',
    'RemoteAddress    : 10.0.0.9',
    'RemotePort       : 1688',
    'InterfaceAlias   : Ethernet',
    'SourceAddress    : 10.0.0.21',
    `TcpTestSucceeded : ${isOpen ? 'True' : 'False'}`,
  ].join('\n')
}

/** The node that a click on a choice leads to, for comparison. */
export function clicked(knowledge: Knowledge, from: string, label: string): Talk {
  return startTalk(knowledge, 'webchat', standingAt(knowledge, from)).say('repeat').click(label)
}
