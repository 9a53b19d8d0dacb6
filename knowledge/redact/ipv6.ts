const GROUPS = 8

const known = new Map<string, string | undefined>()

/** The eight groups of an IPv6 address in one spelling; nothing when it is none. */
export function expandIpv6(address: string): string | undefined {
  // A log repeats the same few addresses.
  if (known.has(address)) return known.get(address)
  const expanded = expand(address)
  if (known.size < 5_000) known.set(address, expanded)
  return expanded
}

function expand(address: string): string | undefined {
  const halves = withoutIpv4(address.toLowerCase()).split('::')
  if (halves.length > 2) return undefined
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = GROUPS - left.length - right.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

// `::ffff:10.0.0.1` ends in two groups written as an IPv4 address.
function withoutIpv4(address: string): string {
  const last = address.slice(address.lastIndexOf(':') + 1)
  if (!last.includes('.')) return address
  const [a = 0, b = 0, c = 0, d = 0] = last.split('.').map(Number)
  return `${address.slice(0, -last.length)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}
