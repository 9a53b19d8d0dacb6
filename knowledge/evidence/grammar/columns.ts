import { licenseStatus } from './product.ts'
import { codeIn } from './values.ts'

/** What a column of an export of licences tells about the computer in the row. */
export type Column =
  | 'clientName'
  | 'productName'
  | 'status'
  | 'error'
  | 'partialKey'
  | 'keyType'
  | 'count'
  | 'host'
  | 'port'
  | 'clientMachineId'
  | 'skuId'

// The words above a column, without blanks and signs: English first, then what localised tools and their users write.
const HEADS: Record<Column, readonly string[]> = {
  clientName: [
    ...['computername', 'pscomputername', 'fullyqualifieddomainname', 'fqdn', 'hostname', 'machinename', 'machine'],
    ...['computer', 'name', 'device', 'devicename', 'workstation', 'client', 'clientname', 'pc', 'pcname', 'server'],
    ...['servername', 'host', 'node', 'rechner', 'rechnername', 'gerät', 'gerätename', 'vollqualifizierterdomänenname'],
    ...['nomdelordinateur', 'nomordinateur', 'ordinateur', 'poste', 'nomdhôte', 'nomdedomainecomplet'],
    ...['nombredelequipo', 'nombredeequipo', 'equipo', 'nombrecompleto', 'nomecomputer', 'nomedelcomputer'],
    ...['nomedocomputador', 'computador', 'computernaam', 'apparaat', 'nazwakomputera', 'komputer'],
    ...['имякомпьютера', 'компьютер', 'コンピューター名', 'コンピューター', '计算机名', '计算机名称', '计算机'],
  ],
  productName: [
    ...['productname', 'product', 'licensename', 'licencename', 'software', 'application', 'edition'],
    ...['produktname', 'produkt', 'nomduproduit', 'nomproduit', 'produit', 'nombredelproducto', 'nombredeproducto'],
    ...['producto', 'nomeprodotto', 'nomedelprodotto', 'prodotto', 'nomedoproduto', 'produto', 'productnaam'],
    ...['nazwaproduktu', 'названиепродукта', 'имяпродукта', 'продукт', '製品名', '製品', '产品名称', '产品'],
  ],
  status: [
    ...['licensestatus', 'licensestatustext', 'licencestatus', 'activationstatus', 'status', 'state', 'lizenzstatus'],
    ...['aktivierungsstatus', 'étatdelalicence', 'étatdelicence', 'statutdelalicence', 'statutdelicence', 'statut'],
    ...['état', 'estadodelalicencia', 'estadodelicencia', 'estado', 'statodellalicenza', 'statolicenza', 'stato'],
    ...['statusdalicença', 'estadodalicença', 'licentiestatus', 'stanlicencji', 'состояниелицензии'],
    ...[
      'статуслицензии',
      'состояние',
      'статус',
      'ライセンスの状態',
      'ライセンス状態',
      '状態',
      '许可证状态',
      '授权状态',
      '状态',
    ],
  ],
  error: [
    ...['statusoflastaction', 'actionstatus', 'licensestatuslasterror', 'lasterrorcode', 'lasterror', 'errorcode'],
    ...['error', 'hresult', 'result', 'resultcode', 'code', 'fehlercode', 'fehler', 'letzterfehler'],
    ...['letzterfehlercode', 'statusderletztenaktion', 'codederreur', 'codeerreur', 'erreur', 'dernièreerreur'],
    ...['códigodeerror', 'últimoerror', 'códigodeerro', 'erro', 'codiceerrore', 'codicedierrore', 'errore', 'foutcode'],
    ...['fout', 'kodbłędu', 'кодошибки', 'ошибка', 'エラーコード', 'エラー', '错误代码', '错误'],
  ],
  partialKey: [
    ...['partialproductkey', 'partialkey', 'last5', 'last5characters', 'last5charactersofinstalledproductkey'],
    ...['teilproductkey', 'teilproduktkey', 'teilproduktschlüssel', 'productkey', 'key', 'produktschlüssel'],
    ...['clédeproduitpartielle', 'cléproduitpartielle', 'clépartielle', 'clavedeproductoparcial', 'claveparcial'],
    ...['codiceproductkeyparziale', 'chavedoprodutoparcial', 'chavedeprodutoparcial', 'gedeeltelijkeproductcode'],
    ...['частичныйключпродукта', 'プロダクトキーの一部', '部分产品密钥', '产品密钥'],
  ],
  keyType: [
    ...['productkeytype', 'productkeychannel', 'keytype', 'licensefamily', 'licensetype', 'channel', 'description'],
    ...[
      'schlüsseltyp',
      'productkeytyp',
      'lizenztyp',
      'kanal',
      'typedeclé',
      'typedeclédeproduit',
      'canal',
      'tipodeclave',
    ],
    ...['tipodeclavedeproducto', 'tipochiave', 'tipodechave', 'sleuteltype', 'типключа', 'キーの種類', '密钥类型'],
  ],
  count: ['currentcount', 'kmscount'],
  host: ['keymanagementservicehost', 'keymanagementservicemachine', 'keymanagementservicename'],
  port: ['keymanagementserviceport', 'port', 'anschluss', 'puerto', 'porta', 'poort', 'порт', 'ポート', '端口'],
  clientMachineId: ['clientmachineid', 'cmid'],
  skuId: ['skuid', 'activationid', 'aktivierungsid', 'iddactivation'],
}
const BY_HEAD = new Map(
  (Object.keys(HEADS) as Column[]).flatMap((column) => HEADS[column].map((head) => [head, column] as const)),
)
const PORT_WORDS = HEADS.port
const LONGEST_HEAD = 60
const STARTS = new Set([...BY_HEAD.keys()].map((head) => head.slice(0, 4)))

/** The column that a cell of the first row names, in any language known here. */
export function columnOf(head: string): Column | undefined {
  if (head.length > LONGEST_HEAD) return undefined
  const lower = head.toLowerCase()
  if (!mayBeHead(lower)) return undefined
  const key = lower.replace(/[^\p{L}\p{N}]/gu, '')
  const known = BY_HEAD.get(key)
  if (known || !key.includes('kms')) return known
  return PORT_WORDS.some((word) => key.includes(word)) ? 'port' : 'host'
}

/** A cheap look at how it starts: no name of a column starts with a digit, and few words as one does. */
function mayBeHead(lower: string): boolean {
  const start = /^(?:\d|[a-z]{4})/.exec(lower)?.[0]
  return start === undefined || STARTS.has(start) || lower.includes('kms')
}

const KEY_ENDING = /^(?=.*[B-Y])[2346789BCDFGHJKMNPQRTVWXY]{5}$/
const NAME = /^(?=.*[a-z])[a-z0-9][\w-]{0,62}(?:\.[\w-]{1,63}){0,6}$/i
const SHAPES: [column: Column, test: (cell: string) => boolean][] = [
  ['error', (cell) => /^-?\d{9,10}$|^0x[0-9a-f]{1,8}$/i.test(cell) || codeIn(cell) === '0x0'],
  ['partialKey', (cell) => KEY_ENDING.test(cell)],
  ['productName', (cell) => /^(?:microsoft )?(?:office|windows|visio|project)\b.{2}/i.test(cell)],
  ['keyType', (cell) => /^(?:(?:volume|retail|oem):)?\w{0,12}(?:gvlk|csvlk|mak|retail|kmsclient)$/i.test(cell)],
  ['status', (cell) => licenseStatus(cell) !== undefined],
  ['clientName', (cell) => NAME.test(cell)],
]

/** The column whose values look like those of a column: for a first row in words not known here, or none. */
export function columnOfValues(cells: readonly string[]): Column | undefined {
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length === 0) return undefined
  return SHAPES.find(([, test]) => filled.every(test))?.[0]
}
