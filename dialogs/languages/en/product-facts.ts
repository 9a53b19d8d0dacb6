import type { FactName } from '../../../knowledge/index.ts'
import type { FactWords } from './fact-words.ts'

/** Office, Windows and their licence. */
export const productFacts = {
  product: {
    label: 'Product',
    ask: 'Is it Windows or Office?',
    how: '`slmgr.vbs` and the Settings app speak of Windows; `ospp.vbs`, Word or Excel of Office.',
  },
  officeVersion: {
    label: 'Office version',
    ask: 'Which version of Office is it?',
    how: 'In Word or Excel: File, Account (2010: File, Help).',
    placeholder: 'Office version',
  },
  officeBits: {
    label: 'Bits of Office',
    ask: 'Is Office 32-bit or 64-bit?',
    how: 'In Word: File, Account, About Word; the first line ends in 32-bit or 64-bit.',
    placeholder: '32 or 64',
  },
  windowsBits: {
    label: 'Bits of Windows',
    ask: 'Is Windows on this PC 32-bit or 64-bit?',
    how: 'Settings, System, About, System type.',
    placeholder: '32 or 64',
  },
  windowsVersion: {
    label: 'Windows version',
    ask: 'Which version of Windows is it?',
    how: 'Run `winver`.',
    placeholder: 'Windows version',
  },
  officeFolder: {
    label: 'Office folder',
    how: 'It is the folder that holds `ospp.vbs`: under Program Files, Microsoft Office, Office14, Office15 or Office16.',
    placeholder: 'Office folder',
  },
  edition: {
    label: 'Edition',
    ask: 'Which edition is it?',
    how: '`ospp.vbs /dstatus` or `slmgr.vbs /dli` names it, for example Professional Plus, Standard or Enterprise.',
    placeholder: 'edition',
  },
  activationMethod: {
    label: 'Activation method',
    ask: 'How is it activated: KMS or MAK?',
    how: 'The description line of `ospp.vbs /dstatus` or `slmgr.vbs /dli` says VOLUME_KMSCLIENT or VOLUME_MAK.',
  },
  activationMethodWanted: { label: 'Method wanted', ask: 'Which method do you want, KMS or MAK?' },
  licenseChannel: {
    label: 'Licence channel',
    ask: 'What does the licence description say?',
    how: 'The LICENSE DESCRIPTION line of `ospp.vbs /dstatus` ends in the channel, for example VOLUME_KMSCLIENT.',
  },
  licenseName: { label: 'Licence name' },
  licenseStatus: {
    label: 'Licence status',
    ask: 'What is the licence status?',
    how: 'It is in the output of `ospp.vbs /dstatus` (Office) or `slmgr.vbs /dlv` (Windows).',
  },
  graceDays: { label: 'Days left' },
  partialKey: {
    label: 'Last five characters of the key',
    how: '`ospp.vbs /dstatus` shows the last 5 characters of the installed product key.',
    placeholder: 'last 5 characters of the key',
  },
  skuId: { label: 'SKU ID', how: '`ospp.vbs /dstatus` prints it as SKU ID.', placeholder: 'SKU ID' },
  setupKey: {
    label: 'Published setup key',
    how: 'Microsoft publishes the setup keys (GVLK) per version and edition; your licence administrator has the right one too.',
    placeholder: 'setup key (GVLK) of your edition',
  },
  makKey: {
    label: 'MAK',
    how: 'Your licence administrator has the MAK. Type it yourself; do not paste it here.',
    placeholder: 'MAK key',
  },
  kmsHostKey: {
    label: 'KMS host key',
    how: 'Your licence administrator has the KMS host key. Type it yourself; do not paste it here.',
    placeholder: 'KMS host key',
  },
  installationId: {
    label: 'Installation ID',
    how: 'The command before this one prints it.',
    placeholder: 'Installation ID',
  },
  confirmationId: {
    label: 'Confirmation ID',
    how: 'The activation centre tells it on the phone.',
    placeholder: 'Confirmation ID',
  },
  keyTypedRight: { label: 'Key compared', ask: 'Does the key match the one that was issued, sign by sign?' },
  commandSucceeded: { label: 'Command succeeded', ask: 'Did the command report success?' },
  commandOption: { label: 'Option that was run' },
} satisfies Partial<Record<FactName, FactWords>>
