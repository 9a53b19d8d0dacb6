import type { Scene } from './scene.ts'

/** Reads out something that an output told; all that one output told in a turn stands in one line. */
export function readOut({ notices, readings, language }: Scene, source: string, item: string): void {
  const before = readings.get(source) ?? []
  const items = [...before, item]
  readings.set(source, items)
  const line = language.says.readings(source, items)
  const at = before.length === 0 ? -1 : notices.indexOf(language.says.readings(source, before))
  if (at < 0) notices.push(line)
  else notices[at] = line
}
