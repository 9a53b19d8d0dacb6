import type { z } from 'zod'

import { type ChannelProfile, type Diagnosis, diagnose, type Knowledge } from '../../dialogs/index.ts'
import { DiagnoseRequest } from './contract.ts'

/** A request that cannot be answered; the message says what to correct. */
export class BadRequest extends Error {
  readonly code = 'bad-request'
}

/** Answers one request from outside a conversation. The one engine behind HTTP, terminal, MCP and Teams' messages. */
export function answerRequest(knowledge: Knowledge, request: unknown, profile: ChannelProfile = 'text'): Diagnosis {
  const { success, data, error } = DiagnoseRequest.safeParse(request)
  if (!success) throw new BadRequest(error.issues.map(toSentence).join(' '))
  return diagnose(knowledge, [...data.earlier, data.text], 'en', profile)
}

function toSentence({ path, message }: z.core.$ZodIssue): string {
  return `${path.length > 0 ? path.join('.') : 'The request'}: ${message}.`
}
