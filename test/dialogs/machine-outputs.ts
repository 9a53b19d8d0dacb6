/** What `dsregcmd /status` prints. */
export function dsregcmd(isJoined: boolean): string {
  return [
    '+----------------------------------------------------------------------+',
    '| Device State                                                         |',
    '+----------------------------------------------------------------------+',
    '',
    '             AzureAdJoined : NO',
    `              DomainJoined : ${isJoined ? 'YES' : 'NO'}`,
    '               Device Name : PC-10.corp.example',
  ].join('\n')
}

/** What `Get-NetFirewallRule` prints of the rule for KMS. */
export function firewallRule(isOpen: boolean): string {
  return [
    'Name                  : SPPSVC-In-TCP',
    'DisplayName           : Key Management Service (TCP-In)',
    `Enabled               : ${isOpen ? 'True' : 'False'}`,
    'Direction             : Inbound',
    'Action                : Allow',
  ].join('\n')
}
