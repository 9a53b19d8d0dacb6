import type { Blockquote } from 'mdast'
import type { Link, Place, Setting } from './draft.ts'
import { excerpt, oneLine } from './excerpt.ts'
import { isOneOf, NOTE_KEYS } from './vocabulary.ts'

/** What a GitHub alert is and holds. */
export type Alert = { kind: string; text: string }

const ALERT = /^\[!([A-Za-z]+)\][ \t]*(?:\n|$)/

/** Reads a quote that GitHub shows as an alert; nothing for an ordinary quote. */
export function readAlert(text: string, quote: Blockquote): Alert | undefined {
  const raw = excerpt(text, quote).replace(/^[ \t]*> ?/gm, '')
  const kind = ALERT.exec(raw)?.[1]
  return kind === undefined ? undefined : { kind: kind.toUpperCase(), text: raw.replace(ALERT, '').trim() }
}

/** Reads `On: client · elevated · risk: setting`. Nothing when no part of the text is a key: then it is a note in words. */
export function readSettings(note: string, at: Place): Setting[] | undefined {
  const parts = oneLine(note).split(' · ')
  const settings = parts.map((part) => readSetting(part.trim(), note, at))
  return settings.some(({ key }) => isOneOf(NOTE_KEYS, key)) ? settings : undefined
}

function readSetting(part: string, note: string, at: Place): Setting {
  const [, name = part, rest = ''] = /^([^:\s]+):(.*)$/s.exec(part) ?? []
  const value = rest.trim()
  const place = placeInNote(part, note, at)
  const link = readLink(value, place)
  return { key: name.toLowerCase(), value, ...place, ...(link && { link }) }
}

// The first line of a note is its kind, `[!NOTE]`; each further line starts with `> `.
function placeInNote(part: string, note: string, at: Place): Place {
  const before = note.slice(0, Math.max(note.indexOf(part), 0))
  const inLine = before.slice(before.lastIndexOf('\n') + 1)
  return { line: at.line + before.split('\n').length, column: at.column + 2 + inLine.length }
}

function readLink(value: string, place: Place): Link | undefined {
  const [, label, url] = /^\[([^\]]*)\]\(([^()\s]+)\)$/.exec(value) ?? []
  return label === undefined || url === undefined ? undefined : { label, url, ...place }
}

/** Reads the words behind a fence's language: `on=kmsHost elevated undo="start it again"`. */
export function readInfo(meta: string, place: Place): Setting[] {
  return [...meta.matchAll(/([^\s="]+)(?:=(?:"([^"]*)"|([^\s"]*)))?/g)].map(([, key = '', quoted, bare]) => {
    const value = quoted ?? bare ?? ''
    const link = readLink(value, place)
    return { key: key.toLowerCase(), value, ...place, ...(link && { link }) }
  })
}
