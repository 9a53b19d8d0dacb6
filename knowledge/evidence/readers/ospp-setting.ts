import type { Message } from '../grammar/message.ts'

/** Answers of ospp.vbs to `/sethst`, `/setprt`, `/remhst`, `/cachst` and the like. */
export const osppSetting: readonly Message[] = [
  { tool: 'ospp.setting', pattern: /^successfully applied setting/, succeeded: true },
]
