// Preloaded with `node -r`: writes every address that this process tries to reach to the file CONNECTIONS.
const { appendFileSync } = require('node:fs')
const { Socket } = require('node:net')
const dgram = require('node:dgram')
const dns = require('node:dns')

const note = (kind, target) => appendFileSync(process.env.CONNECTIONS, `${kind} ${target}\n`)
const replace = (owner, name, describe) => {
  const original = owner[name]
  owner[name] = function (...parts) {
    const target = describe(parts)
    if (target !== undefined) note(name, target)
    return original.apply(this, parts)
  }
}

replace(Socket.prototype, 'connect', (parts) => {
  // Node hands normalised arguments on in an array.
  const [first, second] = Array.isArray(parts[0]) ? parts[0] : parts
  if (typeof first === 'object') return first.path ? undefined : (first.host ?? 'localhost')
  return typeof second === 'string' ? second : 'localhost'
})
replace(
  dgram.Socket.prototype,
  'send',
  (parts) => parts.filter((part) => typeof part === 'string').at(-1) ?? 'localhost',
)
for (const owner of [dns, dns.promises])
  for (const name of Object.keys(owner).filter((one) => /^(lookup|resolve|reverse)/.test(one)))
    replace(owner, name, ([host]) => (typeof host === 'string' ? host : undefined))
