import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import type { Knowledge } from '../../dialogs/index.ts'
import { type Access, type Call, HttpError, isFromHere, type Route, readJson } from '../http/index.ts'
import type { Gate } from '../limits.ts'
import { answerRequest, BadRequest } from './engine.ts'
import { describeApi } from './open-api.ts'

export type DiagnosePorts = {
  knowledge: () => Knowledge
  /** Programs on this machine need no key. A proxy in front would make everybody one of them. */
  isLocal: boolean
  /** Lets everybody else in. */
  key?: string | undefined
  access: Pick<Access, 'ownOrigin'>
  gate: Pick<Gate, 'diagnosis'>
}

/** `POST /api/diagnose`, the engine for other programs, and its description. */
export function createDiagnoseRoutes(ports: DiagnosePorts): Route[] {
  return [
    { method: 'post', path: '/api/diagnose', handle: (call) => answer(ports, call) },
    {
      method: 'get',
      path: '/api/openapi.json',
      handle: ({ request }) => ({
        status: 200,
        body: describeApi(ports.access.ownOrigin(request), ports.knowledge().graph.version),
      }),
    },
  ]
}

async function answer({ key, isLocal, knowledge, gate }: DiagnosePorts, { request, address }: Call) {
  if (!(isLocal && isFromHere(request)) && !hasKey(request, key))
    throw new HttpError(401, 'Unauthorized', { 'WWW-Authenticate': 'Bearer' })
  await gate.diagnosis(address)
  const body = await readJson(request)
  try {
    return { status: 200, body: answerRequest(knowledge(), body) }
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error
    return { status: 400, body: { error: { code: 'BadRequest', message: error.message } } }
  }
}

function hasKey({ headers }: IncomingMessage, key: string | undefined): boolean {
  const [, given = ''] = /^Bearer (\S{1,512})$/.exec(headers.authorization ?? '') ?? []
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return key !== undefined && timingSafeEqual(digest(given), digest(key))
}
