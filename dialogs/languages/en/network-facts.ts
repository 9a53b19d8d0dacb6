import type { FactName } from '../../../knowledge/index.ts'
import type { FactWords } from './fact-words.ts'

/** DNS, network, counts, people. */
export const networkFacts = {
  portsMatch: { label: 'Ports match', ask: 'Does the PC ask on the port that the host listens on?' },
  dnsPublishing: {
    label: 'DNS publishing',
    ask: 'Is DNS publishing enabled on the KMS host?',
    how: 'On the host, `slmgr.vbs /dlv` shows DNS publishing enabled or disabled.',
  },
  dnsPublishingWanted: { label: 'Host shall publish in DNS', ask: 'Shall the KMS host publish itself in DNS?' },
  dnsServerKind: { label: 'DNS server', ask: 'Which DNS server do you use: Microsoft, BIND or another?' },
  dnsServer: {
    label: 'DNS server of the PC',
    how: '`ipconfig /all` lists it under DNS Servers.',
    placeholder: 'DNS server',
  },
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
  adminRights: {
    label: 'Administrator rights',
    ask: 'Do you have administrator rights on this PC?',
    how: 'Right-click Start and choose Terminal (Admin) or Command Prompt (Admin). If Windows wants a password that you do not have, the answer is no.',
  },
  personRole: { label: 'Role', ask: 'Can you work on that server as administrator?' },
  hostHasInternet: { label: 'Host reaches the internet', ask: 'Can the KMS host reach the internet?' },
  clockDifference: { label: 'Clock difference', ask: 'By how many hours do the clocks of PC and host differ?' },
  serviceState: {
    label: 'Service',
    ask: 'What state is the service in?',
    how: 'Run `sc query osppsvc` or `sc query sppsvc`.',
  },
  scriptHostAvailable: { label: 'VBScript runs', ask: 'Does VBScript run on this PC?' },
  dnsServerReachable: { label: 'DNS server answers', ask: 'Does the DNS server of the PC answer a ping?' },
  discoveryWanted: { label: 'How PCs find the host', ask: 'How shall the PCs find the KMS host?' },
  onAzure: { label: 'In Azure', ask: 'Is the PC a virtual machine in Azure?' },
  timeServer: {
    label: 'Time server',
    ask: 'Which time server does your organisation use?',
    placeholder: 'time server',
  },
  nonGenuineCause: { label: 'Cause', ask: 'What made Windows count as not genuine?' },
  hostFirewallOpen: {
    label: 'Firewall of the host is open',
    ask: 'Does the firewall of the host let the KMS port in?',
  },
  kmsHostTested: { label: 'Host tested', placeholder: 'KMS host' },
  kmsPortTested: { label: 'Port tested', placeholder: 'port' },
  kmsHostAddress: { label: 'Address of the host', placeholder: 'IP address of the KMS host' },
  hostAnswersPing: { label: 'Host answers a ping', ask: 'Does the KMS host answer a ping from the PC?' },
  srvRecordCorrect: { label: 'SRV record is right', ask: 'Does the SRV record name the right host and its port?' },
  computerCount: { label: 'Computers', ask: 'How many computers are to be activated?' },
  kmsDomain: {
    label: 'DNS zone of the KMS record',
    ask: 'Which DNS zone holds the KMS record?',
    how: 'Mostly it is the primary DNS suffix of the PCs.',
    placeholder: 'DNS zone',
  },
  clientName: { label: 'Name of the PC', placeholder: 'name of the PC' },
  virtualMachine: { label: 'Virtual machine', ask: 'Is the PC a virtual machine?' },
} satisfies Partial<Record<FactName, FactWords>>
