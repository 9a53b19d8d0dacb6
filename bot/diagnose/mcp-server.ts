import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'

import type { Knowledge } from '../../dialogs/index.ts'
import { DiagnoseAnswer, DiagnoseRequest, EarlierTexts } from './contract.ts'
import { answerRequest, BadRequest } from './engine.ts'

const { text } = DiagnoseRequest.shape
const READS_ONLY = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }
const INSTRUCTIONS =
  'Volume activation (KMS, MAK) of Windows and Office. Call diagnose with what the person pasted, then next_step with ' +
  'their answers. Give commands exactly as they are, with where to run them and what they touch.'

/** An MCP server on the engine. Keeps nothing between two calls. */
export function createMcpServer(knowledge: Knowledge): McpServer {
  const server = new McpServer(
    { name: 'activation-support', version: knowledge.graph.version },
    { instructions: INSTRUCTIONS },
  )
  server.registerTool(
    'diagnose',
    {
      title: 'Diagnose an activation error',
      description: 'Sorts an error text, code or tool output, and gives the first step with its commands.',
      inputSchema: { text },
      outputSchema: DiagnoseAnswer.shape,
      annotations: READS_ONLY,
    },
    (request) => answer(knowledge, request),
  )
  server.registerTool(
    'next_step',
    {
      title: 'Go on after an answer',
      description: 'Takes what was given before, oldest first, and the latest answer or output; gives the next step.',
      inputSchema: { earlier: EarlierTexts.min(1, 'is empty: call diagnose first'), text },
      outputSchema: DiagnoseAnswer.shape,
      annotations: READS_ONLY,
    },
    (request) => answer(knowledge, request),
  )
  registerTopics(server, knowledge)
  return server
}

function registerTopics(server: McpServer, { graph }: Knowledge): void {
  const topics = graph.topics.map(({ id, title, codes, products }) => ({
    id,
    title,
    codes: [...codes],
    products: [...products],
  }))
  const topic = z.object({
    id: z.string(),
    title: z.string(),
    codes: z.array(z.string()),
    products: z.array(z.string()),
  })
  server.registerTool(
    'list_topics',
    {
      title: 'List the topics',
      description: 'Everything that can be diagnosed, with error codes and products.',
      inputSchema: {},
      outputSchema: { topics: z.array(topic) },
      annotations: READS_ONLY,
    },
    () => structured({ topics }),
  )
}

function answer(knowledge: Knowledge, request: unknown): CallToolResult {
  try {
    return structured({ ...answerRequest(knowledge, request) })
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error
    return { isError: true, content: [{ type: 'text', text: error.message }] }
  }
}

function structured(value: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value }
}
