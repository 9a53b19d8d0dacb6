import { CHANGES, type Tool } from './tool.ts'

const SUBSCRIPTION = { discouraged: 'it is about subscriptions, and only some builds of the script have it' } as const
const SERVICE = {
  ...CHANGES,
  risk: 'restart',
  discouraged: 'there is no osppsvc for Office 2013 and later on Windows 8 and later',
} as const
const WINDOWS_7_ONLY = { ...CHANGES, discouraged: 'it works on Windows 7 only' } as const

/** Office's script; the options of its 2013 and 2016 builds. A value follows a colon, without a blank. */
export const OSPP: Tool = {
  name: 'ospp.vbs',
  shells: ['cmd', 'powershell'],
  marks: '/-',
  separator: ':',
  script: true,
  // Computer, user and password of another machine.
  operands: ['host', 'text', 'text'],
  options: {
    '/act': CHANGES,
    '/inpkey': { ...CHANGES, values: ['clientKey'] },
    '/unpkey': { ...CHANGES, values: ['lastFive'] },
    '/inslic': { ...CHANGES, values: ['path'] },
    '/dstatus': {},
    '/dstatusall': {},
    '/dhistoryacterr': {},
    '/dinstid': {},
    '/actcid': { ...CHANGES, values: ['confirmationId'] },
    '/rearm': { ...CHANGES, values: ['activationId'], needs: 0 },
    '/ddescr': { values: ['code'] },
    '/dhistorykms': {},
    '/dcmid': {},
    '/sethst': { ...CHANGES, values: ['host'] },
    '/setprt': { ...CHANGES, values: ['port'] },
    '/remhst': CHANGES,
    '/cachst': { ...CHANGES, values: [['TRUE', 'FALSE']] },
    '/actype': { ...CHANGES, values: [['0', '1', '2', '3']] },
    '/skms-domain': { ...CHANGES, values: ['domain'] },
    '/ckms-domain': CHANGES,
    '/dtokils': {},
    '/rtokil': { ...CHANGES, values: ['text'] },
    '/stokflag': WINDOWS_7_ONLY,
    '/ctokflag': WINDOWS_7_ONLY,
    '/dtokcerts': {},
    '/tokact': { ...CHANGES, values: ['text'] },
    '/osppsvcrestart': SERVICE,
    '/osppsvcauto': SERVICE,
    '/puserops': {
      ...CHANGES,
      discouraged: 'it lets every user of the PC change keys, on Windows 8 and later those of Windows too',
    },
    '/duserops': CHANGES,
    '/regmof': CHANGES,
    '/version': {},
    '/help': {},
    '/?': {},
    '/dpid': SUBSCRIPTION,
    '/actsub': SUBSCRIPTION,
    '/dstatussub': SUBSCRIPTION,
    '/dlicenseinfo': SUBSCRIPTION,
    '/pstatus': { ...SUBSCRIPTION, values: ['text'] },
    '/actp': { ...SUBSCRIPTION, values: ['text'] },
  },
}
