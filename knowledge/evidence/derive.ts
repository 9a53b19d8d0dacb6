import type { Facts } from '../facts.ts'
import { type OpenFacts, put } from './draft.ts'

const FOLDERS: Record<string, string> = {
  2010: 'Office14',
  2013: 'Office15',
  2016: 'Office16',
  2019: 'Office16',
  2021: 'Office16',
  2024: 'Office16',
}
const DEFAULT_PORT = 1688

/** Adds what follows from facts that are known; what is known stays as it is. */
export function derive(known: Facts): Facts {
  const facts: OpenFacts = { ...known }
  const place = { facts, tool: 'derived' }
  put(place, 'officeFolder', officeFolder(known))
  put(place, 'srvRecordMatches', srvRecordMatches(known))
  put(place, 'portsMatch', portsMatch(known))
  put(place, 'requiredCount', requiredCount(known))
  return facts
}

const NOT_ENOUGH = '0xC004F038'

/** The count a KMS host needs, where counting is what the case is about. */
function requiredCount(facts: Facts): string | undefined {
  if (!facts.currentCount && facts.errorCode?.value !== NOT_ENOUGH) return undefined
  if (facts.product?.value === 'office') return '5'
  const windows = `${facts.windowsVersion?.value ?? ''} ${facts.edition?.value ?? ''}`
  if (facts.product?.value !== 'windows' || windows === ' ') return undefined
  // A Windows host counts servers and clients together and needs 25 for clients; its own edition says nothing.
  if (facts.machineRole?.value === 'kmsHost') return undefined
  return /server/i.test(windows) ? '5' : '25'
}

function officeFolder(facts: Facts): string | undefined {
  const folder = FOLDERS[String(facts.officeVersion?.value)]
  const office = facts.officeBits?.value
  const windows = facts.windowsBits?.value
  if (!folder || (office === undefined && windows !== '32')) return undefined
  if (office === '32' && windows === undefined) return undefined
  const isMixed = office === '32' && windows === '64'
  return `C:\\Program Files${isMixed ? ' (x86)' : ''}\\Microsoft Office\\${folder}`
}

function srvRecordMatches(facts: Facts): boolean | undefined {
  const published = facts.kmsHostsPublished?.value
  const asked = facts.kmsHostAsked?.value
  if (!Array.isArray(published) || typeof asked !== 'string') return undefined
  const port = facts.kmsPortAsked?.value
  // Printed beside the name or on a line of its own.
  const portBeside = published.length === 1 ? facts.kmsPortPublished?.value : undefined
  return published.some((one: string) => {
    const [host = '', portAtName] = one.split(':')
    const itsPort = portAtName === undefined ? portBeside : Number(portAtName)
    return isSameHost(host, asked) && (port === undefined || itsPort === undefined || itsPort === port)
  })
}

/** A short name and a full name of one host are the same. */
function isSameHost(one: string, other: string): boolean {
  if (one === other) return true
  const isShort = !one.includes('.') || !other.includes('.')
  return isShort && one.split('.')[0] === other.split('.')[0]
}

function portsMatch(facts: Facts): boolean | undefined {
  const listening = facts.listeningPort?.value
  const asked = [facts.kmsPortAsked, facts.kmsPortTested, facts.kmsPortSet, facts.kmsPortPublished].find(
    (port) => port,
  )?.value
  const isHostAsked = facts.kmsHostAsked || facts.kmsHostSet
  const port = asked ?? (isHostAsked ? DEFAULT_PORT : undefined)
  return listening === undefined || port === undefined ? undefined : listening === port
}
