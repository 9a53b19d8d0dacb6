import type { FactName, FactValue } from '../../facts.ts'

/** A phrase that states a fact; the value is fixed or what the first group caught. */
export type WordPattern = {
  fact: FactName
  value: FactValue | ((caught: string) => FactValue | undefined)
  pattern: RegExp
}

const port = (caught: string): number | undefined => {
  const number = Number(caught)
  return number > 0 && number < 65_536 ? number : undefined
}
const whole = (caught: string): number => Number(caught)
const onOff = (caught: string): string => (/^(?:1|true|yes|disabled|off|0x0*1)$/.test(caught) ? 'disabled' : 'enabled')

/** Stated outright: said of themselves by the person, whatever else the sentence is about. Bounded gaps keep it linear. */
export const WORD_PATTERNS: readonly WordPattern[] = [
  {
    fact: 'adminRights',
    value: false,
    pattern:
      /\b(?:no|without|not have|don't have|do not have|haven't got|keine|ohne) (?:local |the )?admin|\bnot (?:an? )?(?:local )?admin(?:istrator)?\b|\bno elevated\b/,
  },
  {
    fact: 'adminRights',
    value: true,
    pattern:
      /\bi(?:'m| am) (?:an? |the |local |domain ){0,2}admin|\brun(?:s|ning)? (?:\w+ )?(?:elevated|as admin)|\b(?:have|got) admin|\belevated (?:prompt|cmd|command|window|powershell)\b|\bals administrator|\ben administrateur/,
  },
  {
    fact: 'domainJoined',
    value: false,
    pattern:
      /\bworkgroup\b|\bnot (?:in|joined to|part of|a member of) (?:the |our |a )?domain|\bnon-?domain|\bstandalone\b|\barbeitsgruppe\b|\bnicht in der domäne/,
  },
  {
    fact: 'domainJoined',
    value: true,
    pattern: /\bdomain[ -]joined|\b(?:is |are |it's )?(?:in|joined to|member of) (?:the|our) domain\b|\bdomain member/,
  },
  {
    fact: 'network',
    value: 'vpn',
    pattern: /\b(?:over|via|through|connected to|using|am on|are on|is on) (?:the |our )?vpn\b/,
  },
  { fact: 'network', value: 'remote', pattern: /\bhome ?office\b|\bworking from home\b|\bat home\b|\bfrom home\b/ },
  {
    fact: 'network',
    value: 'closed',
    pattern: /\bno internet\b|\bair-?gapped\b|\bclosed network\b|\bisolated network\b|\bwithout internet\b/,
  },
  {
    fact: 'makAvailable',
    value: true,
    pattern:
      /\b(?:we|i|they)(?: do)? (?:have|got|own|'ve got) (?:a |an |our |also a |some )?mak\b|\bhave a mak\b|\bwir haben (?:einen |auch )?mak/,
  },
  { fact: 'makAvailable', value: false, pattern: /\b(?:no|not have a|don't have a|without a?|kein(?:en)?) mak\b/ },
  {
    fact: 'otherKmsHostAvailable',
    value: false,
    pattern: /\bno other (?:kms|host|key server)|\bonly (?:one|this|a single) kms\b|\bthere is no other\b/,
  },
  {
    fact: 'otherKmsHostAvailable',
    value: true,
    pattern: /\b(?:another|a second|other|two|three) kms (?:host|server|hosts|servers)\b/,
  },
  {
    fact: 'kmsHostExists',
    value: true,
    pattern:
      /\b(?:we|they) (?:do )?have (?:a |our own |an )?(?:kms|key) ?(?:host|server)\b|\bkms (?:host )?(?:exists|gibt es)|\bes gibt (?:einen )?kms/,
  },
  {
    fact: 'kmsHostExists',
    value: false,
    pattern:
      /\b(?:we )?(?:have no|don't have a|do not have a|there is no|no) kms (?:host|server)?(?: at all| here)?$|\bkein(?:en)? kms/,
  },
  {
    fact: 'activationMethodWanted',
    value: 'kms',
    pattern:
      /\b(?:want|wants|like|switch|change|move|need|bring|put)\b[^.;]{0,40}\b(?:to|on|with|by|via|auf) ?(?:the )?kms\b|\b(?:want|need) kms\b|\bmak to kms\b|\bsame as the rest, kms/,
  },
  {
    fact: 'activationMethodWanted',
    value: 'mak',
    pattern:
      /\b(?:want|like|switch|change|move)\b[^.;]{0,40}\b(?:to|on|with|by|via|auf) ?(?:a |our |the )?mak\b|\bkms to mak\b/,
  },
  {
    fact: 'activationMethod',
    value: 'mak',
    pattern:
      /\b(?:activated?|activatd|installed|went in|done) (?:\w+ ){0,3}with (?:a |our |the )?mak\b|\bhas mak in it\b|\busing (?:a |our )?mak\b|\bput (?:a|the|our) mak in\b|\b-mak edition\b|\(mak\) channel/,
  },
  {
    fact: 'activationMethod',
    value: 'retail',
    pattern: /(?<!or )\b(?:retail|retial|msdn) (?:version|verson|copy|edition|media)\b|, retail(?:\(grace\))? channel/,
  },
  {
    fact: 'activationMethod',
    value: 'kms',
    pattern:
      /\bkms clients?\b|\bvolume_kmsclient\b|\bactivat\w{0,5} (?:against|by|via|with|through|from) (?:our |the |a )?kms\b/,
  },
  { fact: 'activationMethod', value: 'subscription', pattern: /\b(?:office|microsoft) 365\b|\bm365\b|\bo365\b/ },
  {
    fact: 'officeOnKmsHost',
    value: true,
    pattern:
      /\boffice(?: \d{4})? (?:is |was )?(?:installed )?(?:itself )?on (?:the|our) (?:kms|key) ?(?:host|server|machine|box)\b|\b(?:kms|key) ?(?:server|host|machine) has office\b|\bon the kms (?:machine|host|server|box) office\b|\bhost and client are the same\b/,
  },
  {
    fact: 'office2013OnKmsHost',
    value: true,
    pattern:
      /\boffice 2013 (?:is |was )?(?:installed )?(?:itself )?on (?:the|our) (?:kms|key) ?(?:host|server|machine|box)\b|\b(?:kms|key) ?(?:server|host|machine) has office 2013\b/,
  },
  {
    fact: 'clientMachineIdShared',
    value: true,
    pattern: /\bsame (?:cmid|client machine id|id for (?:two|both|all))\b|\b(?:identical|duplicate|shared) cmids?\b/,
  },
  {
    fact: 'hostIntendedForOffice',
    value: false,
    pattern:
      /\b(?:never |not )(?:been )?(?:meant|intended|set up|there|planned) for office\b|\b(?:just|only) for windows\b/,
  },
  {
    fact: 'hostStillActive',
    value: false,
    pattern:
      /\b(?:switched|turned) off (?:\w+ ){0,3}ago\b|\bdecommissioned\b|\b(?:server|host) (?:that )?is (?:long )?gone\b|\bno longer (?:exists|in service|running)\b|\bretired (?:server|host)\b/,
  },
  {
    fact: 'srvRecord',
    value: 'none',
    pattern:
      /\bnslo?o?kup\b[^.;]{0,40}\b(?:shows? nothing|empty|emtpy|finds? nothing|no records?|non-existent domain|nothing)\b|\bno (?:_?vlmcs|_?vmlcs|srv)(?:\._tcp)? (?:record|entry)/,
  },
  {
    fact: 'srvRecord',
    value: 'found',
    pattern: /\bnslookup\b[^.;]{0,30}\b(?:returns|shows|zeigt|still returns|finds|lists) (?:it|the|den|our|kms)\b/,
  },
  {
    fact: 'dnsPublishing',
    value: onOff,
    pattern: /\bdisablednspublishing\W{1,3}(?:is |=|steht auf |set to ){0,2}\W{0,2}(0x0{0,7}[01]|[01]|true|false)\b/,
  },
  { fact: 'dnsPublishing', value: 'disabled', pattern: /\bdns publishing (?:is )?(?:disabled|off|switched off)\b/ },
  { fact: 'dnsPublishing', value: 'enabled', pattern: /\bdns publishing (?:is )?(?:enabled|on)\b/ },
  {
    fact: 'dnsPublishingWanted',
    value: false,
    pattern:
      /\b(?:shall|should|must|may) not publish\b|\bnot (?:to )?be published\b|\bpublishing (?:is )?off on purpose\b|\bdon't want (?:it|the host) (?:to publish|in dns)\b/,
  },
  {
    fact: 'dnsPublishingWanted',
    value: true,
    pattern: /\b(?:shall|should|must) publish\b|\bshould be (?:in dns|published)\b/,
  },
  {
    fact: 'dnsServerKind',
    value: 'bind',
    pattern:
      /\bbind ?(?:9|dns|server|zone)?\b(?=.{0,30}\b(?:dns|zone|server|linux|named)\b)|\b(?:dns|zone)\b.{0,20}\bbind\b/,
  },
  {
    fact: 'dnsServerKind',
    value: 'microsoft',
    pattern: /\b(?:microsoft|windows|ad|active directory)[ -](?:integrated )?dns\b/,
  },
  {
    fact: 'listeningPort',
    value: port,
    pattern: /\blisten(?:s|ing)? on(?: port)? ?:? ?(\d{2,5})\b|\blistening port\W{1,3}(?:is )?(\d{2,5})\b/,
  },
  {
    fact: 'kmsPortPublished',
    value: port,
    pattern: /\b(?:dns|srv(?: record)?|nslookup)\b[^.;]{0,50}\bport ?(?:=|is|:)? ?(\d{2,5})\b/,
  },
  {
    fact: 'kmsPortIntended',
    value: port,
    pattern:
      /\bkms port (?:is )?(\d{2,5})\b|\bport (\d{2,5}) (?:is|ist) (?:right|correct|intended|richtig|the right one)\b|\bkms[\w.-]{0,60} (?:on |auf )?port (\d{2,5})\b/,
  },
  {
    fact: 'currentCount',
    value: whole,
    pattern:
      /\b(?:current )?count (?:says |is |of |stays at |at |on the host is |= ?|: ?){1,2}(\d{1,5})\b|\bkms count stays at (\d{1,5})\b|\bnumber on the kms host stays at (\d{1,5})\b|\bcurrent count ?: ?(\d{1,5})\b/,
  },
  {
    fact: 'hostCaching',
    value: 'disabled',
    pattern: /\bcaching\b[^.;]{0,20}\b(?:disabled|off)\b|\bnot (?:keep the kms name )?cached\b/,
  },
  { fact: 'hostCaching', value: 'enabled', pattern: /\bcaching is (?:enabled|on)\b/ },
  {
    fact: 'hostCachingWanted',
    value: 'enabled',
    pattern:
      /\bcaching\b[^.;]{0,50}\b(?:want it back|enable it|back on|switch on)\b|\b(?:enable|switch on|turn on) (?:kms )?(?:host )?caching\b|\bswitch remembering .{0,40}\bon\b/,
  },
  {
    fact: 'hostCachingWanted',
    value: 'disabled',
    pattern: /\b(?:disable|switch off|turn off) (?:kms )?(?:host )?caching\b|\bcachst\b.{0,30}\bdisabled\b/,
  },
  {
    fact: 'serviceState',
    value: 'disabled',
    pattern: /\b(?:osppsvc|sppsvc|protection (?:platform )?service|service) (?:is |was )?(?:disabled|greyed out)\b/,
  },
  {
    fact: 'serviceState',
    value: 'stopped',
    pattern:
      /\b(?:osppsvc|sppsvc|protection (?:platform )?service) (?:is |was |usually )?(?:stopped|not running|not started|does not (?:start|come up))\b/,
  },
  {
    fact: 'portReachable',
    value: false,
    pattern:
      /\b(?:port|telnet)\b[^.;]{0,40}\b(?:blocked|closed|connect failed|not reachable|unreachable|times? out|timed out)\b/,
  },
  {
    fact: 'portReachable',
    value: true,
    pattern:
      /\b(?:port|telnet|tcp 1688)\b[^.;]{0,40}\b(?:is open|shows open|open|works|reachable|connects|succeeded)\b/,
  },
  {
    fact: 'hostFirewallOpen',
    value: true,
    pattern: /\bfirewall (?:exception|rule) is (?:there|set|in place|active)\b|\bfirewall (?:is )?open\b/,
  },
  {
    fact: 'hostHasInternet',
    value: false,
    pattern:
      /\b(?:kms )?(?:host|server) has no internet\b|\b(?:host|server) (?:is )?not (?:on|connected to) the internet\b/,
  },
  { fact: 'virtualMachine', value: true, pattern: /\b(?:windows )?vms?\b|\bvirtual machine|\bvdi\b/ },
  { fact: 'onAzure', value: true, pattern: /\bazure vms?\b|\bvms? in azure\b|\bon azure\b/ },
  { fact: 'licenseStatus', value: 'unlicensed', pattern: /\bstatus (?:is |says |: ?)?unlicensed\b/ },
  { fact: 'licenseStatus', value: 'licensed', pattern: /\bstatus (?:is |says |: ?)?licensed\b/ },
  { fact: 'licenseStatus', value: 'notification', pattern: /\bnotifications? (?:state|mode|status)\b/ },
  {
    fact: 'personRole',
    value: 'itStaff',
    pattern: /\b(?:our|all) (?:clients|machines|pcs|servers|users)\b|\bwe (?:run|manage|own|rolled out|clone)\b/,
  },
]
