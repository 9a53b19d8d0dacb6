import type { IdentifierForm } from './identifier.ts'
import { expandIpv6 } from './ipv6.ts'
import { folded, isDistinct, isDottedHost, isProduct, isPublicAddress, isPublicHost, mayBeName } from './names.ts'

/** How machines and networks are named: addresses, dotted names, and single names where the context tells. */
export const NETWORK_FORMS: readonly IdentifierForm[] = [
  {
    kind: 'mac',
    signs: [':', '-'],
    pattern: /(?<![\p{L}\p{N}_:-])(?<name>[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\2){4}[0-9a-f]{2})(?![\p{L}\p{N}_:-])/giu,
  },
  {
    kind: 'mac',
    signs: ['.'],
    pattern:
      /(?<![\p{L}\p{N}_.-])(?=[\d.]{0,14}[a-f])(?<name>[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})(?![\p{L}\p{N}_.-])/giu,
  },
  {
    kind: 'ip',
    signs: [':'],
    pattern:
      /(?<![\p{L}\p{N}_:.])(?<name>(?:[0-9a-f]{0,4}:){2,8}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4})?)(?:%[\p{L}\p{N}_.-]{1,32})?(?![\p{L}\p{N}_:])/giu,
    accepts: (name) => name !== '::' && name !== '::1' && expandIpv6(name) !== undefined,
  },
  {
    kind: 'ip',
    signs: ['.'],
    pattern:
      /(?<![\p{L}\p{N}_.-]|version:? |version \(|build |release )(?<name>(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d))(?![\p{L}\p{N}_]|\.\d|-\d)/giu,
    accepts: (name) => !isPublicAddress(name),
  },
  {
    // `_vlmcs._tcp.` stands before the zone that is asked.
    kind: 'domain',
    signs: ['._tcp.', '._udp.', '._msdcs.'],
    pattern:
      /\._(?:tcp|udp|msdcs)\.(?<name>(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){0,20}[\p{L}\p{N}][\p{L}\p{N}-]{0,62})(?![\p{L}\p{N}-]|\.[\p{L}\p{N}_])\.?/giu,
    accepts: (name) => !isPublicHost(folded(name)),
  },
  {
    kind: 'domain',
    signs: ['dc='],
    pattern: /(?<![\p{L}\p{N}])DC=(?<name>[\p{L}\p{N}-]{1,63}(?:, ?DC=[\p{L}\p{N}-]{1,63}){0,8})/giu,
    accepts: (name) => !isPublicHost(folded(name.replace(/, ?dc=/gi, '.'))),
  },
  {
    kind: 'host',
    signs: ['.'],
    pattern:
      /(?<![\p{L}\p{N}_@.-])(?<name>(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.){1,20}[a-z]{2,24})(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])\.?/giu,
    accepts: (name, { 0: whole }) => {
      const lower = folded(name)
      const isCode = (whole.match(/[a-z][A-Z]/g)?.length ?? 0) > 1
      return !isCode && !isPublicHost(lower) && isDottedHost(lower)
    },
  },
  {
    // \\server\share
    kind: 'host',
    signs: ['\\\\'],
    pattern: /(?<![\p{L}\p{N}_\\:)"%.])\\\\(?<name>[\p{L}\p{N}][\p{L}\p{N}_-]{0,62})(?![\p{L}\p{N}_.-])/gu,
    accepts: mayBeName,
  },
  {
    kind: 'host',
    signs: ['name', 'host', 'server', 'rechner', 'computer', 'machine', 'ordinateur', 'equipo'],
    pattern:
      /(?<![\p{L}\p{N}_])(?:(?:ps|__)?(?:host|computer|machine|pc|server|netbios|dns|system|cs|rechner|node)[ _]?name|hostname|rechner|server|computer|machine|ordinateur|equipo|kms host|registered kms machine name|kms machine name from dns|(?:kms|client) machine|machine name)[ .\t]{0,40}[:=][ \t]{0,10}"?(?<name>[\p{L}\p{N}][\p{L}\p{N}_-]{0,62})(?![\p{L}\p{N}_]|\.[\p{L}\p{N}])/giu,
    accepts: (name, { index, input, 0: whole }) =>
      mayBeName(name) &&
      !isProduct(name) &&
      (isDistinct(name) || /^"?(?::\d{2,5})?[ \t]{0,10}(?:\n|$)/.test(input.slice(index + whole.length))),
  },
  {
    // What a command is pointed at, where only a machine can stand.
    kind: 'host',
    signs: ['/sethst', '/skms', '-computer', '/node', '/v:', '/sdns', '-cn'],
    pattern:
      /(?:\/sethst:|\/skms(?:-domain)?[ \t]{1,3}|-computername[ \t:]{1,3}|-cn[ \t]{1,3}|\/node:|mstsc(?:\.exe)? \/v:)["']?(?<name>[\p{L}\p{N}][\p{L}\p{N}_-]{0,62})(?![\p{L}\p{N}_]|\.[\p{L}\p{N}])/giu,
    accepts: mayBeName,
  },
  {
    // What a command is pointed at, where words may follow as well.
    kind: 'host',
    signs: [
      'ping',
      'telnet',
      'nslookup',
      'tracert',
      'test-net',
      'tnc',
      'resolve-dns',
      'pssession',
      'slmgr',
      'ospp',
      'winrs',
    ],
    pattern:
      /(?<![\p{L}\p{N}_])(?:ping|psping|telnet|nslookup|tracert|pathping|test-netconnection|tnc|resolve-dnsname|enter-pssession|slmgr(?:\.vbs)?|ospp\.vbs"? \/\S{1,40})(?:[ \t]{1,3}-[\p{L}-]{1,20}(?:=\S{1,20})?(?: \d{1,6})?){0,3}[ \t]{1,3}(?<name>[\p{L}\p{N}][\p{L}\p{N}_-]{0,62})(?![\p{L}\p{N}_]|\.[\p{L}\p{N}])/giu,
    accepts: (name) => isDistinct(name) && !isProduct(name),
  },
  {
    // name:1688
    kind: 'host',
    signs: [':1688'],
    pattern: /(?<![\p{L}\p{N}_.\\/-])(?<name>[\p{L}][\p{L}\p{N}_-]{1,62}):1688(?!\d)/gu,
    accepts: mayBeName,
  },
  {
    // Names that Windows and its deployment tools make up.
    kind: 'host',
    signs: ['desktop-', 'laptop-', 'win-', 'minint-', 'ec2amaz-'],
    pattern:
      /(?<![\p{L}\p{N}_.-])(?<name>(?:desktop|laptop|win|minint|ec2amaz)-(?=[a-z]{0,14}\d|[A-Z]{7,11}\b)[a-z0-9]{4,15})(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])/giu,
    accepts: (name) => !isProduct(name),
  },
  {
    // A machine's role and number: PC-4711, srvkms01, NB0815.
    kind: 'host',
    signs: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    pattern:
      /(?<![\p{L}\p{N}_.%{<-])(?<name>(?:pc|nb|nbk|ntb|ws|wks|lt|ltp|clt|cl|srv|svr|sv|server|vm|vdi|dc|kms|sql|fs|file|print|app|web|host|client|notebook|desktop|laptop|tablet|rds|exch|wsus|sccm|hv|esx|term)[-_]?(?:[a-z]{1,8}[-_]?){0,2}\d{2,6}(?:[-_][a-z0-9]{1,8}){0,2})(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])/giu,
    accepts: (name) => mayBeName(name) && !isProduct(name),
  },
  {
    // Site, role and number: MUC-PC-0123.
    kind: 'host',
    signs: ['-'],
    pattern:
      /(?<![\p{L}\p{N}_.%{<-])(?<name>[A-Z]{2,8}(?:-[A-Z0-9]{1,10}){0,2}-[A-Z]{0,4}\d{2,6})(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])/gu,
    accepts: (name) =>
      mayBeName(name) &&
      !isProduct(name) &&
      !/^(?:KB|UTF|ISO|SHA|MD|AES|CVE|RFC|TLS|SSL|HTTP|MS|ID|EVENT|OFFICE|WINDOWS|WIN|VER|KMS-ID|PORT|CODE|ERROR|STEP|COM|USB|IE|LTSC|SP|RC|GUID|IEC|EN|DIN|INC|REQ|CHG|TICKET|CASE|SR|PO|SKU|ART)-/.test(
        name,
      ),
  },
]
