import type { SecretKind } from './secret.ts'

/** A form in which people paste credentials. `words` are in lower case: without one of them the pattern need not run. */
export type CredentialForm = { kind: SecretKind & ('password' | 'token'); words: readonly string[]; pattern: RegExp }

const PASSWORDS = [
  ...['password', 'passwd', 'passwort', 'passphrase', 'passcode', 'pwd', 'kennwort', 'mot de passe', 'contraseña'],
  ...[
    'senha',
    'пароль',
    'wachtwoord',
    'hasło',
    'heslo',
    'lösenord',
    'salasana',
    '密码',
    '密碼',
    'パスワード',
    '비밀번호',
  ],
]
const OPTIONS = ['p', 'pw', 'pwd', 'pass', 'passwd', 'password', 'rp', 'jp'].flatMap((name) =>
  ['/', '-'].flatMap((before) => [':', '='].map((behind) => `${before}${name}${behind}`)),
)
// `key` alone stands in every text about product keys.
const KEYS = ['api', 'access', 'account', 'subscription', 'functions', 'private'].flatMap((name) =>
  ['', '_', ' ', '-'].map((between) => `${name}${between}key`),
)
const TOKENS = ['secret', 'token', 'sig', 'shared', ...KEYS]

/** Each form, its value in the group `value`, at the end of what it matches. All of them bounded, so that none is slow on any text. */
export const CREDENTIAL_FORMS: readonly CredentialForm[] = [
  {
    kind: 'password',
    words: PASSWORDS,
    pattern:
      /(?:password|passwd|passwort|passphrase|passcode|pwd|kennwort|mot de passe|contraseña|senha|пароль|wachtwoord|hasło|heslo|lösenord|salasana|密码|密碼|パスワード|비밀번호)["']?[ \t]{0,3}(?::=|=>|[:=])[ \t]{0,3}(?!\[[a-z ]{3,20} hidden)(?<value>"[^"\n]{1,200}"|'[^'\n]{1,200}'|\S{1,200})/giu,
  },
  {
    kind: 'password',
    words: ['pass', 'pin'],
    pattern:
      /(?<![\p{L}\p{N}_])(?:pass|pin)["']?[ \t]{0,3}[:=][ \t]{0,3}(?!\[[a-z ]{3,20} hidden)(?<value>"[^"\n]{1,200}"|'[^'\n]{1,200}'|\S{1,200})/giu,
  },
  {
    // On a line of its own below its label.
    kind: 'password',
    words: PASSWORDS,
    pattern:
      /(?:password|passwd|passwort|kennwort|pwd|пароль|contraseña|senha)[ \t]{0,3}[:=][ \t]{0,3}\n[ \t>]{0,10}(?!0x)(?=[^\s]{0,60}[\p{L}])(?=[^\s]{0,60}[\d!@#$%^&*?])(?<value>\S{4,200})(?=[ \t]{0,10}(?:\n|$))/giu,
  },
  {
    // In a sentence: only what no word is, with a letter and a digit.
    kind: 'password',
    words: PASSWORDS,
    pattern:
      /(?:password|passwd|passwort|passphrase|kennwort|pwd|contraseña|senha|пароль|mot de passe)(?:[ \t]{1,3}(?:is|was|ist|war|lautet|est|es|è|é|jest|now|changed to))?[ \t]{1,3}(?!0x)(?=\S{0,60}\d)(?=\S{0,60}\p{L})(?<value>["']?[^\s"']{6,200})/giu,
  },
  {
    kind: 'password',
    words: OPTIONS,
    pattern:
      /(?<![\w/])(?:\/|--?)(?:p|pw|pwd|pass|passwd|password|rp|jp)[:=](?<value>"[^"\n]{1,200}"|'[^'\n]{1,200}'|\S{1,200})/gi,
  },
  {
    kind: 'password',
    words: ['-password', '-asplaintext', 'securestring', '/rp', '/jp', '/password'],
    pattern:
      /(?:[-/](?:password|passwd|rp|jp)|securestring(?:[ \t]{1,3}-string)?)[ \t]{1,3}(?![-[({$]|\[)(?<value>"[^"\n]{1,200}"|'[^'\n]{1,200}'|\S{1,200})/gi,
  },
  {
    kind: 'password',
    words: ['psexec', 'sqlcmd', 'mysql', 'schtasks', 'winrs', 'sshpass', 'wmic'],
    pattern:
      /\b(?:psexec|sqlcmd|mysql|winrs|sshpass|wmic)(?:\.exe|64)?\b[^\n]{0,200}?[ \t][-/]p(?:[ \t]{1,3}|(?=\S))(?![:=])(?<value>"[^"\n]{1,200}"|\S{1,200})/gi,
  },
  {
    kind: 'password',
    words: ['plink', 'pscp', 'psftp'],
    pattern:
      /\b(?:plink|pscp|psftp)(?:\.exe)?\b[^\n]{0,200}?[ \t]-pw[ \t]{1,3}(?!\[)(?<value>"[^"\n]{1,200}"|\S{1,200})/gi,
  },
  {
    kind: 'password',
    words: ['net use'],
    pattern:
      /\bnet use\b[^\n]{0,200}?[ \t](?!\\\\|[a-z]:|\*|\[|\/)(?<value>"[^"\n]{1,127}"|\S{1,127})(?=[ \t]{1,3}\/u(?:ser)?:)/gi,
  },
  {
    kind: 'password',
    words: ['/user:', '/u:'],
    pattern: /\bnet use\b[^\n]{0,200}?\/u(?:ser)?:\S{1,100}[ \t]{1,3}(?![/[])(?<value>"[^"\n]{1,127}"|\S{1,127})/gi,
  },
  {
    // slmgr.vbs <computer> <user> <password> /option
    kind: 'password',
    words: ['slmgr'],
    pattern:
      /\bslmgr(?:\.vbs)?["']?[ \t]{1,3}[^\s/-]\S{0,62}[ \t]{1,3}(?:\S{1,50}[\\@]\S{1,50}[ \t]{1,3}|[^\s/-]\S{0,50}[ \t]{1,3}(?=\S{0,60}\d))(?![/[-])(?<value>\S{1,127})(?=[ \t]{1,3}[/-]\w)/gi,
  },
  {
    // ospp.vbs /option <computer> <user> <password>
    kind: 'password',
    words: ['ospp'],
    pattern:
      /\bospp(?:\.vbs)?["']?[ \t]{1,3}\/\S{1,80}[ \t]{1,3}[^\s/-]\S{0,62}[ \t]{1,3}[^\s\\@]{1,50}[\\@]\S{1,50}[ \t]{1,3}(?!\[)(?<value>\S{1,127})/gi,
  },
  {
    kind: 'password',
    words: ['://'],
    pattern: /:\/\/[^\s:@/[\]]{0,100}:(?!\[)(?<value>[^\s@/]{1,200})(?=@)/g,
  },
  {
    kind: 'token',
    words: ['authorization', 'x-functions-key'],
    pattern:
      /authorization["']?[ \t]{0,3}[:=][ \t]{0,3}["']?(?:[a-z]{3,12}[ \t]{1,3})?(?!\[|bearer|basic)(?<value>[^\s"']{4,4000})/gi,
  },
  {
    kind: 'token',
    words: ['bearer'],
    pattern: /\bbearer[ \t]{1,3}(?=[^\s"']{0,100}[\d.]|[^\s"']{20})(?<value>[\w.~+/=-]{8,4000})/gi,
  },
  {
    kind: 'token',
    words: TOKENS,
    pattern:
      /(?:(?<![a-z])(?:secret|token|sig)|client[_ -]?secret|api[_ -]?key|access[_ -]?key|account[_ -]?key|shared[_ -]?access[_ -]?(?:key|signature)|subscription[_ -]?key|functions[_ -]?key|(?:access|refresh|id|auth|session|sas)[_ -]?token|private[_ -]?key|secret[_ -]?(?:key|value))["']?[ \t]{0,3}[:=][ \t]{0,3}(?!\[[a-z ]{3,20} hidden)(?<value>"[^"\n]{1,2000}"|'[^'\n]{1,2000}'|\S{4,4000})/gi,
  },
  {
    kind: 'token',
    words: ['eyj'],
    pattern: /(?<![A-Za-z0-9_-])(?<value>eyJ[\w.=-]{8,8000})/g,
  },
  {
    kind: 'token',
    words: [
      'ghp_',
      'gho_',
      'ghu_',
      'ghs_',
      'ghr_',
      'github_pat_',
      'xox',
      'akia',
      'ya29',
      'glpat',
      'aiza',
      'npm_',
      'sk-',
      '8q~',
      'sg.',
      'dop_v1',
    ],
    pattern:
      /(?<![A-Za-z0-9_-])(?<value>(?:gh[pousr]_|github_pat_|npm_|dop_v1_)\w{20,255}|xox[abeprs]-[\w-]{10,255}|AKIA[A-Z0-9]{16}|ya29\.[\w-]{20,500}|glpat-[\w-]{20,100}|AIza[\w-]{30,60}|sk-[\w-]{20,255}|SG\.[\w-]{16,40}\.[\w-]{16,80}|[\w~.-]{3}8Q~[\w.~-]{30,40})/g,
  },
  {
    kind: 'token',
    words: ['private key'],
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?<value>(?:[\w+/=\s>:,.]|-(?!-)){0,8000})/g,
  },
]
