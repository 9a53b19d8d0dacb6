import { type Place, put } from '../draft.ts'
import type { Message } from '../grammar/message.ts'
import type { Line } from '../lines.ts'

/** The answer of slmgr.vbs to `/ipk`. */
export const slmgrIpk: readonly Message[] = [
  {
    tool: 'slmgr.ipk',
    pattern: /^installed product key .{1,80} successfully|product key .{1,80} erfolgreich installiert/,
    succeeded: true,
    read: readLastFive,
  },
  {
    tool: 'slmgr.ipk',
    pattern: new RegExp(
      [
        'clé de produit .{1,80} installée?|clave de producto .{1,80} (?:se instaló|instalad)|product key .{1,80} installat[oa]',
        'chave .{1,80} instalad[oa] com|ключ продукта .{1,80} успешно установлен|klucz produktu .{1,80} zainstalowan',
        'productcode .{1,80} is geïnstalleerd|プロダクト キー .{1,80}(?:正常に)?インストール(?:しました|されました)|成功安装.{0,20}产品密钥',
      ].join('|'),
    ),
    succeeded: true,
    read: readLastFive,
  },
]

/** The key that was taken, as far as it may be shown. */
function readLastFive(place: Place, { text }: Line): void {
  put(place, 'partialKey', /(?<=[*X\w]-)([A-Z0-9]{5})(?![\w-])/i.exec(text)?.[1]?.toUpperCase())
}
