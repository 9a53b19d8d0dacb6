import { z } from 'zod'

import { DiagnoseAnswer, DiagnoseRequest } from './contract.ts'

/** OpenAPI 3.1 description of `POST /api/diagnose`. */
export function describeApi(url: string, version: string): object {
  const json = (schema: z.ZodType, io: 'input' | 'output') => ({
    'application/json': { schema: z.toJSONSchema(schema, { io }) },
  })
  const problem = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) })
  const refused = (description: string) => ({ description, content: json(problem, 'output') })
  return {
    openapi: '3.1.0',
    info: {
      title: 'Activation support',
      version,
      summary: 'Diagnoses volume activation (KMS, MAK) of Windows and Office from whatever somebody pasted.',
      description:
        'Deterministic and stateless: nothing of a request is kept, and the same texts give the same answer.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url }],
    security: [{}, { key: [] }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'DIAGNOSE_KEY. Not needed on the machine of the bot.' },
      },
    },
    paths: {
      '/api/diagnose': {
        post: {
          operationId: 'diagnose',
          summary: 'What a text means for activation, and the next step',
          requestBody: { required: true, content: json(DiagnoseRequest, 'input') },
          responses: {
            200: { description: 'The diagnosis.', content: json(DiagnoseAnswer, 'output') },
            400: refused('The request is not as described; the message says where.'),
            401: refused('The key is missing or wrong.'),
            413: refused('The body is larger than 512 KiB.'),
            429: refused('Too many requests; Retry-After says when to come back.'),
            503: refused('The bot has too much to do; Retry-After says when to come back.'),
          },
        },
      },
    },
  }
}
