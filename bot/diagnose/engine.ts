import type { z } from 'zod'

import { type Diagnosis, diagnose, type Knowledge } from '../../dialogs/index.ts'
import { DiagnoseRequest } from './contract.ts'

/** A request that cannot be answered; the message says what to correct. */
export class BadRequest extends Error {
  readonly code = 'bad-request'
}

/** Answers one request of another program. The one engine behind HTTP, terminal and MCP. */
export function answerRequest(knowledge: Knowledge, request: unknown): Diagnosis {
  const { success, data, error } = DiagnoseRequest.safeParse(request)
  if (!success) throw new BadRequest(error.issues.map(toSentence).join(' '))
  return diagnose(knowledge, [...data.earlier, data.text])
}

function toSentence({ path, message }: z.core.$ZodIssue): string {
  return `${path.length > 0 ? path.join('.') : 'The request'}: ${message}.`
}
