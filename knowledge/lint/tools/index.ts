import { CMDLETS } from './cmdlets.ts'
import { NETWORK } from './network.ts'
import { OSPP } from './ospp.ts'
import { SLMGR } from './slmgr.ts'
import type { Tool } from './tool.ts'
import { WINDOWS } from './windows.ts'

export type { Demand, Grammar, Option, Tool, Value } from './tool.ts'

/** Every program whose command lines can be checked, by its name in lower case. */
export const TOOLS: ReadonlyMap<string, Tool> = new Map(
  [OSPP, SLMGR, ...NETWORK, ...WINDOWS, ...CMDLETS].map((tool) => [tool.name.toLowerCase(), tool]),
)

/** Finds a program by the word that starts it: a path, `.exe` and a script without its ending included. */
export function findTool(word: string): Tool | undefined {
  const name = word
    .slice(Math.max(word.lastIndexOf('\\'), word.lastIndexOf('/')) + 1)
    .toLowerCase()
    .replace(/\.exe$/, '')
  return TOOLS.get(name) ?? TOOLS.get(`${name}.vbs`)
}
