import type { IdentifierForm } from './identifier.ts'
import { folded, isDistinct, isKnownAccount, isKnownAuthority } from './names.ts'

/** How people are named: mail addresses, logins, profile folders, security ids, phone numbers. */
export const PEOPLE_FORMS: readonly IdentifierForm[] = [
  {
    kind: 'user',
    signs: ['@'],
    pattern:
      /(?<![\p{L}\p{N}_.+'-])(?<name>[\p{L}\p{N}_][\p{L}\p{N}_.+'-]{0,63})@(?<within>(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){0,8}[\p{L}\p{N}][\p{L}\p{N}-]{0,62})(?![\p{L}\p{N}_@-])/gu,
    accepts: (name, { groups }) => !isKnownAccount(name) && !isMicrosoftMail(folded(`${groups?.['within']}`)),
  },
  {
    kind: 'user',
    signs: ['\\'],
    pattern:
      /(?<![\p{L}\p{N}_\\.%$)/-]|Program |Common |Documents and )(?<within>[\p{L}\p{N}][\p{L}\p{N}._-]{0,30}|\.)\\(?<name>[\p{L}\p{N}_][\p{L}\p{N}_.$-]{0,63})(?![\p{L}\p{N}_.$\\-])/gu,
    accepts: (name, { groups }) => isLogin(`${groups?.['within']}`, name),
  },
  {
    kind: 'user',
    signs: ['users', 'benutzer', 'utilisateurs', 'settings', 'home'],
    pattern:
      /[\\/](?:users|benutzer|utilisateurs|usuarios|documents and settings|home)(?:\\{1,2}|\/)(?<name>[^\\/:*?"<>|\s%$&,;()[\]]{1,64}(?:[ ][^\\/:*?"<>|\s]{1,30}(?=\\)){0,3})/gi,
    accepts: (name) => !isKnownAccount(name),
  },
  {
    kind: 'user',
    signs: ['user', 'benutzer', 'login', 'logon', 'account', 'utilisateur', 'usuario'],
    pattern:
      /(?<![\p{L}\p{N}_])(?:user ?names?|user|log[io]n(?: ?name)?|account(?: ?name)?|benutzer(?:name|konto)?|utilisateur|usuario|run as)[ \t]{0,20}[:=][ \t]{0,10}"?(?<name>[\p{L}\p{N}][\p{L}\p{N}._-]{1,63})(?![\p{L}\p{N}_\\@.-])/giu,
    accepts: (name, { index, input, 0: whole }) =>
      !isKnownAccount(name) && (isDistinct(name) || /^"?[ \t]{0,10}(?:\n|$)/.test(input.slice(index + whole.length))),
  },
  {
    kind: 'sid',
    signs: ['1-5-21-', '1-12-1-'],
    pattern: /(?<![\p{L}\p{N}_-])(?<name>(?:S-)?1-(?:5-21|12-1)(?:-\d{1,10}){1,8})(?![\p{L}\p{N}_])/giu,
  },
  {
    // International.
    kind: 'phone',
    signs: ['+'],
    pattern:
      /(?<![\p{L}\p{N}_:+=-])(?<name>\+[1-9]\d{0,2}(?:[ \t]?(?:\(\d{1,5}\)|[ \t./-]?\d{1,14})){1,6})(?![\p{L}\p{N}_.-]\d|\d)/gu,
    accepts: (name) => hasDigits(name, [8, 15]),
  },
  {
    // After a word that says so.
    kind: 'phone',
    signs: ['tel', 'phone', 'mobil', 'handy', 'fax', 'cell', 'call', 'ruf', 'durchwahl', 'extension', 'reach'],
    pattern:
      /(?<![\p{L}\p{N}_])(?:tel(?:ephone|efon|éfono|éphone)?|phone|mobile|mobil|handy|fax|cell|rufnummer|telefonnummer|durchwahl|extension|call (?:me|us|you)|reach (?:me|us|you))(?: ?(?:no|nr|number|nummer))?[.:]{0,2}[ \t]{0,5}(?:(?:at|on|is|under|unter|ist)[ \t]{1,3})?["'`]{0,2}(?<name>[+(-]?\d[\d \t()/.-]{3,22}\d)(?!\d|[.-]\d|[\p{L}_])/giu,
    accepts: (name) => hasDigits(name, [5, 15]) && !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name),
  },
  {
    // (555) 010-4477, 555-010-4477
    kind: 'phone',
    signs: ['-', '.'],
    pattern:
      /(?<![\p{L}\p{N}_.-]|[\p{L}\p{N}_] ?\()(?<name>(?:\(\d{3}\)[ \t]?|\d{3}[ .-])\d{3}[.-]\d{4})(?![\p{L}\p{N}_-]|\.\d)/gu,
  },
  {
    // 089/1234567, 030 123456-78
    kind: 'phone',
    signs: ['0'],
    pattern:
      /(?<![\p{L}\p{N}_.:,+/(-]|[\d,][ \t])(?<name>\(?0[1-9]\d{1,4}\)?(?:[ \t]?[/-][ \t]?|[ \t])\d{3,8}(?:[ -]\d{1,5}){0,3})(?![\p{L}\p{N}_.:,-])/gu,
    accepts: (name) => hasDigits(name, [8, 14]),
  },
]

function isMicrosoftMail(within: string): boolean {
  return /(?:^|\.)(?:microsoft|office|windows|office365|live|github)\.com$/.test(within)
}

function isLogin(within: string, name: string): boolean {
  if (isKnownAuthority(within) || isKnownAccount(name)) return false
  if (within === '.' && !/^[\p{L}][\p{L}\p{N}_-]*$/u.test(name)) return false
  return !/\.(?:[a-z]{2,4}\d?|xrm-ms)$/i.test(name) || !isFileLike(name)
}

function isFileLike(name: string): boolean {
  return /\.(?:vbs|exe|dll|bat|cmd|ps1|txt|log|xml|msc|dat|ini|reg|zip|msi|cpl|evtx|csv|json|sys|inf|cab|iso|xrm-ms)$/i.test(
    name,
  )
}

function hasDigits(text: string, [least, most]: [number, number]): boolean {
  const count = text.replace(/\D/g, '').length
  return count >= least && count <= most
}
