import { readDocuments, readLexicon } from '../../../bot/documents.ts'
import { loadKnowledge } from '../../../bot/knowledge.ts'
import { compile, parseLexicon } from '../../../knowledge/compile/index.ts'

export const lexicon = parseLexicon(readLexicon())
export const graph = compile(readDocuments(), lexicon.macros).graph
export const { matcher } = await loadKnowledge()
