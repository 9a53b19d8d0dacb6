import { CHANGES, type Option, type Tool } from './tool.ts'

const POWERSHELL = { shells: ['powershell'], marks: '-', separator: ' ' } as const
const SERVICE = {
  ...CHANGES,
  operands: ['service'],
  options: { '-Name': { values: ['service'] }, '-Force': {} },
} as const
const TEXT: Option = { values: ['text'] }
const NUMBER: Option = { values: ['number'] }

/** Cmdlets; their names and parameters are compared without regard to case. */
export const CMDLETS: readonly Tool[] = [
  {
    ...POWERSHELL,
    name: 'Test-NetConnection',
    options: {
      '-ComputerName': { values: ['host'] },
      '-Port': { values: ['port'] },
      '-InformationLevel': { values: [['Quiet', 'Detailed']] },
      '-TraceRoute': {},
    },
    operands: ['host'],
  },
  {
    ...POWERSHELL,
    name: 'Resolve-DnsName',
    options: {
      '-Name': { values: ['lookUpName'] },
      '-Type': { values: [['SRV', 'A', 'AAAA', 'CNAME', 'ALL', 'ANY', 'PTR', 'NS', 'SOA', 'TXT']] },
      '-Server': { values: ['host'] },
      '-DnsOnly': {},
    },
    operands: ['lookUpName', 'text'],
  },
  { ...POWERSHELL, name: 'Clear-DnsClientCache' },
  { ...POWERSHELL, name: 'Get-DnsClientServerAddress' },
  { ...POWERSHELL, ...SERVICE, name: 'Restart-Service', risk: 'restart' },
  { ...POWERSHELL, ...SERVICE, name: 'Start-Service' },
  { ...POWERSHELL, ...SERVICE, name: 'Stop-Service', risk: 'restart' },
  { ...POWERSHELL, name: 'Get-Service', operands: ['service'], options: { '-Name': { values: ['service'] } } },
  {
    ...POWERSHELL,
    ...CHANGES,
    name: 'Set-NetFirewallRule',
    options: { '-Name': TEXT, '-DisplayName': TEXT, '-Profile': TEXT, '-Enabled': { values: [['True', 'False']] } },
  },
  {
    ...POWERSHELL,
    ...CHANGES,
    name: 'New-NetFirewallRule',
    options: {
      '-Name': TEXT,
      '-DisplayName': TEXT,
      '-Direction': { values: [['Inbound', 'Outbound']] },
      '-Protocol': { values: [['TCP', 'UDP']] },
      '-LocalPort': { values: ['port'] },
      '-Profile': TEXT,
      '-Action': { values: [['Allow', 'Block']] },
    },
  },
  { ...POWERSHELL, name: 'Get-NetFirewallRule', options: { '-Name': TEXT, '-DisplayName': TEXT } },
  {
    ...POWERSHELL,
    name: 'Get-WindowsCapability',
    elevated: true,
    options: { '-Online': {}, '-Name': TEXT },
  },
  { ...POWERSHELL, ...CHANGES, name: 'Add-WindowsCapability', options: { '-Online': {}, '-Name': TEXT } },
  {
    ...POWERSHELL,
    name: 'Get-WinEvent',
    options: { '-FilterHashtable': TEXT, '-LogName': TEXT, '-FilterXPath': TEXT, '-MaxEvents': NUMBER },
  },
  {
    ...POWERSHELL,
    name: 'Get-CimInstance',
    options: { '-ClassName': TEXT, '-Filter': TEXT, '-ComputerName': { values: ['host'] } },
    operands: ['text'],
  },
  {
    ...POWERSHELL,
    name: 'Invoke-RestMethod',
    options: { '-Headers': TEXT, '-Uri': TEXT, '-Method': TEXT, '-NoProxy': {} },
    operands: ['text'],
  },
  {
    ...POWERSHELL,
    name: 'Get-ItemProperty',
    options: { '-Path': { values: ['path'] }, '-Name': TEXT },
    operands: ['path', 'text'],
  },
  {
    ...POWERSHELL,
    name: 'Set-ItemProperty',
    elevated: true,
    risk: 'registry',
    options: { '-Path': { values: ['path'] }, '-Name': TEXT, '-Value': TEXT, '-Type': TEXT },
    operands: ['path', 'text', 'text'],
  },
  { ...POWERSHELL, name: 'Restart-Computer', elevated: true, risk: 'restart', options: { '-Force': {} } },
  { ...POWERSHELL, name: 'Get-HotFix', options: { '-Id': TEXT }, operands: ['text'] },
  { ...POWERSHELL, name: 'Get-ComputerInfo', operands: ['text'], options: { '-Property': TEXT } },
  { ...POWERSHELL, name: 'Get-Date' },
  { ...POWERSHELL, name: 'Format-List', operands: ['text'], options: { '-Property': TEXT } },
  { ...POWERSHELL, name: 'Format-Table', operands: ['text'], options: { '-Property': TEXT, '-AutoSize': {} } },
  {
    ...POWERSHELL,
    name: 'Select-Object',
    operands: ['text'],
    options: { '-First': NUMBER, '-Last': NUMBER, '-Property': TEXT, '-ExpandProperty': TEXT },
  },
  { ...POWERSHELL, name: 'Sort-Object', operands: ['text'], options: { '-Property': TEXT, '-Descending': {} } },
  { ...POWERSHELL, name: 'Where-Object', operands: ['text', 'text', 'text'] },
]
