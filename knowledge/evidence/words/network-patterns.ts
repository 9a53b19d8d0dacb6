import { CLOCK_PATTERNS } from './clock-patterns.ts'
import type { WordPattern } from './patterns.ts'

const port = (caught: string): number | undefined => {
  const number = Number(caught)
  return number > 0 && number < 65_536 ? number : undefined
}
const whole = (caught: string): number => Number(caught)
const onOff = (caught: string): string => (/^(?:1|true|yes|disabled|off|0x0*1)$/.test(caught) ? 'disabled' : 'enabled')

/** Phrases about hosts, ports, DNS, services and states. */
export const NETWORK_PATTERNS: readonly WordPattern[] = [
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
  {
    fact: 'dnsPublishing',
    value: 'disabled',
    pattern: /\bdns publishing (?:is )?(?:not )?(?:disabled|off|switched off)\b/,
    opposite: 'enabled',
  },
  {
    fact: 'dnsPublishing',
    value: 'enabled',
    pattern: /\bdns publishing (?:is )?(?:not )?(?:enabled|on)\b/,
    opposite: 'disabled',
  },
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
    fact: 'dnsServerKind',
    value: 'other',
    pattern: /\b(?:infoblox|bluecat|powerdns|dnsmasq|efficientip|unbound)\b/,
  },
  {
    fact: 'listeningPort',
    value: port,
    pattern:
      /\blisten(?:s|ing)? (?:on|at)(?: the)?(?: tcp)?(?: port)? ?[:=]? ?'?(\d{2,5})\b|\blistening port\W{1,3}(?:is )?(\d{2,5})\b/,
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
      /\b(?:not|n't|no|instead of) (?:\w+ ){0,2}(?:default|standard|usual) port\b[^.;\d]{0,20}(\d{2,5})\b|\b(?:our|the kms|the server's|the host's) port is (\d{2,5})\b|\b(?:non-?default|custom|own|unusual) port\b[^.;\d]{0,20}(\d{2,5})\b|\bkms port (?:is )?(\d{2,5})\b|\bport (\d{2,5}) (?:is|ist) (?:right|correct|intended|richtig|the right one)\b|(?<!\b(?:dns|nslookup|srv|event|12288)\b[^.;]{0,40})\bkms[\w.-]{0,60} (?:on |auf )?port (\d{2,5})\b|\b(?!20[0-2]\d\b)(\d{3,5}) (?:is|ist) (?:right|correct|richtig|the (?:right|correct) (?:one|port))\b/,
  },
  {
    fact: 'currentCount',
    value: whole,
    pattern:
      /\b(?:current )?count (?:says |is |of |stays at |is stuck at |stuck at |remains at |remains |stays |at |on the host is |= ?|: ?){1,2}(\d{1,5})\b|\bcurrent count ?: ?(\d{1,5})\b|\bnumber on the kms host stays at (\d{1,5})\b|\bcount\b[^.;]{0,30} from \d{1,5} to (\d{1,5})\b|\bzähler (?:bleibt bei|steht bei|ist) (\d{1,5})\b/,
  },
  {
    fact: 'countRises',
    value: false,
    pattern:
      /\b(?:count|number on the kms host|zähler)\b[^.;]{0,40}\b(?:stays|stuck|remains|bleibt|(?:doesn't|does not|never|not|won't|will not) (?:go(?:es|ing)? up|rises?|rising|increas(?:e|es|ing)|change[sd]?|changing|moves?|moving|grows?))\b/,
  },
  {
    fact: 'countRises',
    value: true,
    pattern:
      /\b(?:count|zähler)\b[^.;]{0,40}\b(?:goes up|went up|going up|rises|rising|rose|increases|increased|increasing|grows|growing|steigt|(?:went|goes) from \d{1,5} to)\b/,
  },
  ...CLOCK_PATTERNS,
  {
    fact: 'innerCode',
    value: (caught) => `0x${caught.toUpperCase()}`,
    pattern:
      /\b(?:12288|event log)(?: (?:says|shows|showed|has|reads|gives|contains|with|is)|:| ?=| ?->)?(?: me| the| a| code| error){0,3} (?:0x)?([48c][0-9a-f]{7})\b|\b(?:12288|event)\b[^.;,:]{0,20}\b(?:begins|starts|opens)\b[^.;,:]{0,12} (?:0x)?([48c][0-9a-f]{7})\b|\b(?:inner|first) (?:code|field)\b[^.;:]{0,24}?[ =](?:0x)?([48c][0-9a-f]{7})\b/,
  },
  {
    fact: 'hostCaching',
    value: 'disabled',
    pattern: /\bcaching\b[^.;]{0,20}\b(?:disabled|off)\b|\bnot (?:keep the kms name )?cached\b/,
    opposite: 'enabled',
  },
  {
    fact: 'hostCaching',
    value: 'enabled',
    pattern: /\bcaching (?:is|was)(?: not|n't)? (?:enabled|on)\b/,
    opposite: 'disabled',
  },
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
      /\b(?:osppsvc|sppsvc|protection (?:platform )?service)(?: (?:is|was|usually)| [^.;]{0,40}?\b(?:is|was))? (?:stopped|not (?:running|started|stopped)|does not (?:start|come up))\b/,
  },
  {
    fact: 'portReachable',
    value: false,
    pattern: /\b(?:port|telnet)\b[^.;]{0,40}\b(?:blocked|closed|connect failed|unreachable|times? out|timed out)\b/,
    opposite: true,
  },
  {
    fact: 'portReachable',
    value: true,
    pattern:
      /\b(?:port|telnet|tcp 1688)\b[^.;]{0,40}\b(?:is open|shows open|open|works?|reachable|connects?|succeed(?:s|ed)?)\b/,
    opposite: false,
  },
  {
    fact: 'portReachable',
    value: (caught) => caught === 'true',
    pattern: /\btcptestsucceeded ?[:=]? ?(?:is )?(true|false)\b/,
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
