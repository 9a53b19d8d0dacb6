import type { Command } from '../knowledge/index.ts'
import data from './gather-tools.json' with { type: 'json' }

/** A tool that only reads: what it tells, and its command for each shell. */
export type Tool = (typeof data.tools)[number]

/** The tools that only read, in the order of a block. */
export const TOOLS: readonly Tool[] = data.tools

/** The form of a command of such a tool for an Office folder that is not known. */
export function formAnywhere({ template, shell }: Command): string | undefined {
  const tool = TOOLS.find(({ cmd }) => bare(cmd) === bare(template))
  return shell === 'cmd' ? tool?.anywhere?.cmd : undefined
}

const bare = (command: string) => command.replace(' //nologo', '')
