import { misreadKey } from './misread.ts'

/** What a label of `ospp.vbs` or `slmgr.vbs` stands for, in whatever language Windows printed it. */
export type Label = keyof typeof LABELS

/** A labelled line, cut at its colon. */
export type Field = { label: Label; value: string }

// The first is English; the others are what localised consoles print. Case and blanks do not count.
const LABELS = {
  attempting: ['installed product key detected - attempting to activate the following product'],
  productId: ['product id'],
  skuId: ['sku id'],
  licenseName: ['license name', 'lizenzname', 'nom de la licence', 'nombre de licencia', '许可证名称', 'имя лицензии'],
  name: ['name', 'nom', 'nombre', 'nome', 'имя', '名称', '名前'],
  licenseDescription: ['license description', 'lizenzbeschreibung', '许可证说明', 'описание лицензии'],
  description: ['description', 'beschreibung', 'descripción', 'descrizione', 'descrição', 'описание', '描述', '説明'],
  betaExpiration: ['beta expiration'],
  licenseStatus: [
    'license status',
    'licence status',
    'lizenzstatus',
    'état de la licence',
    'statut de la licence',
    'estado de la licencia',
    'estado de licencia',
    'stato della licenza',
    'stato licenza',
    'status da licença',
    'licentiestatus',
    'состояние лицензии',
    '许可证状态',
    'ライセンスの状態',
  ],
  errorCode: [
    'error code',
    'fehlercode',
    "code d'erreur",
    'código de error',
    'codice errore',
    'код ошибки',
    '错误代码',
  ],
  errorDescription: ['error description', 'fehlerbeschreibung', '错误信息', '错误说明', 'описание ошибки'],
  remainingGrace: ['remaining grace', 'time remaining', 'verbleibende zeit'],
  volumeExpiration: [
    'volume activation expiration',
    'ablauf der volumenaktivierung',
    "expiration de l'activation en volume",
    'expiración de la activación por volumen',
    'scadenza attivazione multilicenza',
    'окончание срока действия корпоративной активации',
  ],
  timedExpiration: ['timebased activation expiration', 'automatic vm activation expiration'],
  partialKey: [
    'last 5 characters of installed product key',
    'partial product key',
    'teil-product key',
    'teil-produktschlüssel',
    'clé de produit partielle',
    'clave de producto parcial',
    'codice product key parziale',
    'частичный ключ продукта',
    '产品密钥的最后五个字符',
    '部分产品密钥',
    'プロダクト キーの一部',
  ],
  typeConfiguration: ['activation type configuration', 'configured activation type'],
  noHostInDns: ['dns auto-discovery', 'automatische dns-erkennung', 'dns-autosuche'],
  hostFromDns: [
    'kms machine name from dns',
    'kms-computername von dns',
    'kms-computername aus dns',
    'nom de la machine kms à partir du dns',
  ],
  hostSet: [
    'kms machine registry override defined',
    'registered kms machine name',
    'registrierter kms-computername',
    'nom de la machine kms inscrite',
    'nombre de máquina kms registrado',
  ],
  hostAddress: ['kms machine ip address', 'kms-computer-ip-adresse'],
  lookupDomain: ['kms lookup domain'],
  activationInterval: ['activation interval', 'aktivierungsintervall', "intervalle d'activation"],
  renewalInterval: ['renewal interval', 'erneuerungsintervall', 'intervalle de renouvellement'],
  hostCaching: ['kms host caching'],
  activatedBy: ['most recent successful activation client information'],
  objectName: ['activation object name', 'ao name'],
  objectDn: ['ao dn'],
  objectPid: ['ao extended pid'],
  objectId: ['ao activation id'],
  serviceVersion: [
    'software licensing service version',
    'version des softwarelizenzierungsdiensts',
    'версия службы лицензирования программного обеспечения',
  ],
  activationId: ['activation id', 'aktivierungs-id', "id d'activation", 'id. de activación', 'id активации', '激活 id'],
  applicationId: ['application id', 'anwendungs-id', "id de l'application", 'id приложения'],
  extendedPid: ['extended pid', 'erweiterte pid'],
  hostPid: ['kms machine extended pid'],
  keyChannel: ['product key channel', 'product key-kanal'],
  installationId: ['installation id', 'installations-id'],
  useLicenseUrl: [
    'use license url',
    'validation url',
    'purchase certificate url',
    'processor certificate url',
    'machine certificate url',
    'product key certificate url',
  ],
  notificationReason: ['notification reason', 'benachrichtigungsgrund'],
  rearmCount: ['remaining windows rearm count', 'remaining app rearm count', 'remaining sku rearm count'],
  trustedTime: ['trusted time', 'vertrauenswürdige zeit'],
  evaluationEnd: ['evaluation end date'],
  recent: ['most recent activation information', 'key management service client information'],
  clientMachineId: [
    'client machine id (cmid)',
    'clientmachineid',
    'client-computer-id (cmid)',
    "id d'ordinateur client (cmid)",
    'клиентский компьютер (cmid)',
  ],
  currentCount: [
    'current count',
    'keymanagementservicecurrentcount',
    'aktuelle anzahl',
    'nombre actuel',
    'nombre en cours',
    'recuento actual',
    'conteggio corrente',
    'текущий счетчик',
  ],
  listeningPort: [
    'listening on port',
    'lauscht an port',
    'überwacht port',
    "port d'écoute",
    'escuchando en el puerto',
    'прослушивается порт',
  ],
  // Has no colon: DNS publishing enabled.
  publishing: [],
  priority: ['kms priority', 'kms-priorität'],
  totalRequests: ['total requests received', 'insgesamt empfangene anforderungen'],
  failedRequests: ['failed requests received', 'fehlgeschlagene empfangene anforderungen'],
  requestsWith: ['requests with license status'],
  // Properties of SoftwareLicensingProduct, as PowerShell lists them.
  wmiStatus: ['licensestatus'],
  wmiReason: ['licensestatusreason'],
  wmiKey: ['partialproductkey'],
  wmiGrace: ['graceperiodremaining', 'graceperiodremaining (minutes)'],
  wmiHostSet: ['keymanagementservicemachine'],
  wmiPortSet: ['keymanagementserviceport'],
  wmiHostFromDns: ['discoveredkeymanagementservicemachinename'],
  wmiPortFromDns: ['discoveredkeymanagementservicemachineport'],
  wmiId: ['id'],
  computerName: ['pscomputername'],
} as const satisfies Record<string, readonly string[]>

const BY_TEXT = new Map<string, Label>(
  Object.entries(LABELS).flatMap(([label, texts]) => texts.map((text) => [text, label as Label] as const)),
)
const LONGEST = 90

/** Every text that stands for a label, in lower case. */
export const LABEL_TEXTS: readonly string[] = [...BY_TEXT.keys()]

const BY_KEY = new Map([...BY_TEXT].map(([text, label]) => [misreadKey(text), label] as const))
// Bullets, emphasis, cells and quotes around a label and its value.
const BEFORE_LABEL = /^[^\p{L}\d]{1,8}/u
const AFTER_LABEL = /(?<![ .*_`"|])[ .*_`"|]+$/
const BEFORE_VALUE = /^[\s*`|"]+/
const AFTER_VALUE = /(?<![\s*`|",])[\s*`|",]+$/

/** Reads `label: value`, in any case and language known here, also as a bullet, in bold, in a cell or misread. */
export function parseField(text: string): Field | undefined {
  const colon = signIn(text)
  if (colon < 2 || colon > LONGEST) return undefined
  const written = text.slice(0, colon).toLowerCase()
  const label = BY_TEXT.get(written) ?? labelOf(written.replace(BEFORE_LABEL, '').replace(AFTER_LABEL, ''))
  return label && { label, value: cleanValue(text.slice(colon + 1)) }
}

function labelOf(name: string): Label | undefined {
  if (name.startsWith('requests with license status')) return 'requestsWith'
  return BY_TEXT.get(name) ?? (/[\d|]|rn|ll|li|il/.test(name) ? BY_KEY.get(misreadKey(name)) : undefined)
}

/** The colon behind a label; wmic writes an equals sign. */
function signIn(text: string): number {
  const colon = text.indexOf(':')
  const equals = text.indexOf('=')
  const isFirst = equals > 1 && equals <= LONGEST && (colon === -1 || equals < colon)
  return isFirst && BY_TEXT.has(text.slice(0, equals).trim().toLowerCase()) ? equals : colon
}

function cleanValue(text: string): string {
  const value = text.trim()
  return /^[*`|"]|[*`|",]$/.test(value) ? value.replace(BEFORE_VALUE, '').replace(AFTER_VALUE, '') : value
}

/** Tells whether a line starts with a label, so that it is not the rest of the line above. */
export function isLabel(text: string): boolean {
  const start = text.slice(0, LONGEST)
  return parseField(start) !== undefined || /^[\p{L}][\p{L}\p{N} ()._'/-]{1,60}[:=](?:\s|$)/u.test(start)
}
