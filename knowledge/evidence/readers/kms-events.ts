import type { Draft, Reader } from '../draft.ts'
import { findInfos, type Info } from '../grammar/event-info.ts'
import { createMachineFinder } from '../grammar/event-machine.ts'
import type { Line } from '../lines.ts'
import { readRequests } from './event-12288.ts'
import { readResponses } from './event-12289.ts'
import { readHostRequests } from './event-12290.ts'

const FRAME =
  /^(?:info ?:?$|the client has (?:sent|processed) an activation re(?:quest|sponse)|an activation request has been processed|event\s?id ?:|source ?:|log name ?:|providername ?:|timecreated ?:|id ?: ?122\d\d$|message ?:|level ?:|date ?:|task category ?:|keywords ?:|user ?:|computer ?:|description ?:$|event\[|<\/?event)/

const LONGEST_ELEMENT = 300
const MOST_ELEMENTS = 20

/** Events 12288 and 12289 of a client and 12290 of a host, in any form a log can be copied in. */
export const kmsEvents: Reader = {
  read: readKmsEvents,
}

/** The XML view may print each field of a list as an element on a line of its own. */
function infosInElements(lines: readonly Line[]): Info[] {
  const infos: Info[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const first = lines[at]
    if (!first || !isElement(first)) continue
    const from = at
    while (isElement(lines[at + 1])) at += 1
    if (at > from) infos.push(...infosOf(first, lines.slice(from, at + 1)))
  }
  return infos
}

function isElement(line: Line | undefined): boolean {
  return line !== undefined && line.text.length < LONGEST_ELEMENT && line.lower.startsWith('<data')
}

function infosOf(first: Line, elements: readonly Line[]): Info[] {
  const text = elements
    .slice(0, MOST_ELEMENTS)
    .map((one) => one.text)
    .join('')
  return findInfos({ ...first, text, lower: text.toLowerCase() }).map((info) => ({ ...info, lines: [...elements] }))
}

function withMachines(lines: readonly Line[], infos: Info[]): Info[] {
  if (infos.length === 0) return infos
  const machineOf = createMachineFinder(
    lines,
    infos.map(({ line }) => line),
  )
  return infos.map((info) => {
    const machine = machineOf(info.line)
    return machine === undefined ? info : { ...info, machine }
  })
}

function readKmsEvents(lines: readonly Line[]): Draft[] {
  const found = withMachines(lines, [
    ...lines.flatMap((line, at) => findInfos(line, lines[at + 1])),
    ...infosInElements(lines),
  ])
  if (found.length === 0) return []
  const isOfficeService = lines.some((line) => line.lower.includes('office software protection platform'))
  const ofKind = (kind: Info['kind']): Info[] => found.filter((info) => info.kind === kind)
  const request = readRequests(ofKind('12288'), isOfficeService)
  const response = readResponses(ofKind('12289'))
  // The request tells the state before it was answered.
  if (request && response?.facts.licenseStatus) {
    if (request.entries?.length === 0) request.entries = [{ ...request.facts }]
    request.facts.licenseStatus = response.facts.licenseStatus
  }
  const drafts = [request, response, readHostRequests(ofKind('12290'))].filter((draft) => draft !== undefined)
  drafts[0]?.claimed.push(...lines.filter((line) => FRAME.test(line.lower)))
  return drafts
}
