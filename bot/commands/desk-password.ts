import { text } from 'node:stream/consumers'

import { hashPassword } from '../desk/password.ts'

const SHORTEST = 16
const MISUSE = 2

const password = process.stdin.isTTY ? undefined : (await text(process.stdin)).replace(/\r?\n$/, '')
if (password === undefined) {
  process.stderr.write('Usage: npm run -s desk-password < file   (the password on standard input, so that no list of\n')
  process.stderr.write('processes and no history shows it; put what is printed into DESK_PASSWORD_HASH)\n')
  process.exitCode = MISUSE
} else if (password.length < SHORTEST) {
  process.stderr.write(`The password is shorter than ${SHORTEST} characters.\n`)
  process.exitCode = 1
} else process.stdout.write(`${await hashPassword(password)}\n`)
