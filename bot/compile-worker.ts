import { parentPort, workerData } from 'node:worker_threads'

import { compile } from '../knowledge/compile/index.ts'
import { LIMITS, parseLexicon } from '../knowledge/index.ts'
import { readDocuments, readLexicon } from './documents.ts'

const { folder, today } = workerData as { folder?: string; today: string }
parentPort?.postMessage(compile(readDocuments(folder), parseLexicon(readLexicon()).macros, LIMITS, today))
