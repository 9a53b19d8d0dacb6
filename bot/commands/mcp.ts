import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'

import { createMcpServer } from '../diagnose/mcp-server.ts'
import { loadKnowledge } from '../knowledge.ts'

// Standard output belongs to the protocol.
const server = createMcpServer(await loadKnowledge())
await server.connect(new StdioServerTransport())
