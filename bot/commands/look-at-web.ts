import { readdirSync } from 'node:fs'

import { compile, parseLexicon } from '../../knowledge/compile/index.ts'
import { LIMITS } from '../../knowledge/index.ts'
import { hasArtefact } from '../artefact.ts'
import type { Config } from '../config.ts'
import { DOCUMENTS, readDocuments, readLexicon } from '../documents.ts'
import { importLearn } from '../learn-sources.ts'
import type { Finding } from './look-at-sinks.ts'

/** Looks at the documents, and at what is made from them before a start. */
export function lookAtKnowledge({ knowledgeDir, cacheDir }: Config): Finding[] {
  return [lookAtDocuments(knowledgeDir ?? DOCUMENTS), lookAtCache(cacheDir)]
}

function lookAtDocuments(folder: string): Finding {
  const about = 'documents'
  try {
    const { sources, diagnostics: imported } = importLearn(readDocuments(folder))
    const { graph, diagnostics } = compile(sources, parseLexicon(readLexicon()).macros, LIMITS, today())
    const errors = [...imported, ...diagnostics].filter(({ severity }) => severity === 'error').length
    if (errors > 0)
      return {
        state: 'bad',
        about,
        says: `${errors} errors in ${folder}: "npm run -s compile -- ${folder}" says where.`,
      }
    if (graph.topics.length === 0) return { state: 'bad', about, says: `no topic in ${folder}: see KNOWLEDGE_DIR.` }
    return { state: 'ok', about, says: `${graph.topics.length} topics in ${folder}` }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { state: 'bad', about, says: `${folder} cannot be read (${why}): see KNOWLEDGE_DIR.` }
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function lookAtCache(folder: string): Finding {
  const about = 'cache'
  const missing = [
    ...['graph', 'matcher'].filter((kind) => !hasArtefact(folder, kind)),
    ...(hasPages(folder) ? [] : ['pages']),
  ]
  if (missing.length === 0) return { state: 'ok', about, says: `${folder} has graph, matcher and pages` }
  return {
    state: 'note',
    about,
    says: `${folder} lacks ${missing.join(', ')}: the first start makes it, or "npm run -s prebuild"`,
  }
}

function hasPages(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.startsWith('pages-'))
  } catch {
    return false
  }
}

/** Looks at who may use the web chat from where, and at the provider that people sign in at. */
export async function lookAtWeb(config: Config, offline: boolean): Promise<Finding[]> {
  return [lookAtOrigins(config), ...(offline ? [] : await lookAtProvider(config))]
}

function lookAtOrigins({ origins, publicUrl }: Config): Finding {
  const about = 'origins'
  if (origins.length === 0) return { state: 'ok', about, says: 'no other page may use the chat' }
  const isMixed = (origin: string) => origin.startsWith('https:') && publicUrl?.protocol !== 'https:'
  const mixed = origins.filter(isMixed)
  if (mixed.length === 0) return { state: 'ok', about, says: origins.join(', ') }
  const says = `${mixed.join(', ')}: a browser loads no chat by http into an https page. Set PUBLIC_URL to an https address.`
  return { state: 'bad', about, says }
}

async function lookAtProvider({ identity }: Config): Promise<Finding[]> {
  const about = 'sign-in'
  if (identity?.kind !== 'oidc') return []
  const url = `${identity.issuer.href.replace(/\/$/, '')}/.well-known/openid-configuration`
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    if (response.ok) return [{ state: 'ok', about, says: `${identity.issuer.host} can be asked` }]
    return [{ state: 'bad', about, says: `${url} answered ${response.status}: see IDENTITY_ISSUER.` }]
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return [
      { state: 'bad', about, says: `${url} cannot be reached (${cause}): see IDENTITY_ISSUER, or use --offline.` },
    ]
  }
}
