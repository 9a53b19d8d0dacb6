import { createDraft, type Draft, put, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

const IPCONFIG: [pattern: RegExp, fact: 'clientName' | 'dnsSuffix' | 'dnsServer' | 'other'][] = [
  [
    /^(?:host name|hostname|nom de l'hôte|nombre de host|nome host|nome do host|hostnaam|имя компьютера|nazwa hosta|ホスト名|主机名|호스트 이름)$/,
    'clientName',
  ],
  [
    /^(?:primary dns suffix|primäres dns-suffix|suffixe dns principal|sufijo dns principal|suffisso dns primario|sufixo dns primário|primair dns-achtervoegsel|основной dns-суффикс|sufiks podstawowej domeny dns|プライマリ dns サフィックス|主 dns 后缀|주 dns 접미사)$/,
    'dnsSuffix',
  ],
  [
    /^(?:dns servers?|dns-server|serveurs dns|servidores dns|server dns|dns-servers|dns-серверы|serwery dns|dns サーバー|dns 服务器|dns 서버)$/,
    'dnsServer',
  ],
  [
    /^(?:connection-specific dns suffix|verbindungsspezifisches dns-suffix|dns suffix search list|dns-suffixsuchliste|node type|ip routing enabled|wins proxy enabled|description|physical address|dhcp enabled|autoconfiguration enabled|.{0,30}ipv[46] address|ipv4-adresse|subnet mask|default gateway|dhcp server|lease \w+|netbios over tcpip|dhcpv6 \w+( \w+)?)$/,
    'other',
  ],
]

const HEAD = /^windows ip config|^windows-ip-konfiguration|^(?:ethernet|wireless lan|unknown) adapter .{1,60}:$/
const DOTTED = /(?:\. ?){3}:/

/** ipconfig /all: name, suffix and DNS server of the PC. */
export const ipconfig: Reader = {
  cues: [
    'host',
    'hostname',
    'hôte',
    'suffix',
    'suffixe',
    'sufijo',
    'dns',
    'node',
    'ip',
    'wins',
    'description',
    'address',
    'dhcp',
    'autoconfiguration',
    'ipv4',
    'ipv6',
    'subnet',
    'gateway',
    'lease',
    'netbios',
    'tcpip',
    'dhcpv6',
    'adapter',
    'konfiguration',
    'adresse',
  ],
  read: readIpconfig,
}

function readIpconfig(lines: readonly Line[]): Draft[] {
  const draft = createDraft('ipconfig')
  for (const line of lines) {
    if (HEAD.test(line.lower)) draft.claimed.push(line)
    if (!DOTTED.test(line.lower.slice(0, 60))) continue
    const [, label = '', value = ''] = /^(.{2,44}?)(?: ?\.)* ?: ?(.{0,200})$/.exec(line.lower) ?? []
    const fact = IPCONFIG.find(([pattern]) => pattern.test(label.trim()))?.[1]
    if (!fact) continue
    draft.claimed.push(line)
    if (fact !== 'other') put({ facts: draft.facts, tool: draft.tool, line }, fact, value)
  }
  return Object.keys(draft.facts).length > 0 ? [draft] : []
}
