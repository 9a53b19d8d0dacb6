import { Ajv, type ErrorObject } from 'ajv'

/** What an organisation puts into the manifest of the app. */
export type ManifestValues = {
  /** Application (client) ID of the bot's registration. */
  appId: string
  version: string
  developer: string
  website: string
  privacy: string
  terms: string
  /** Hosts whose pages may be shown in Teams. */
  domains: readonly string[]
}

const PLACEHOLDER = /\{(\w+)\}/g

/** Fills the template of the manifest; throws where it asks for a value that nobody gives. */
export function fillManifest(template: unknown, { domains, ...values }: ManifestValues): Record<string, unknown> {
  const texts: ReadonlyMap<string, string> = new Map(Object.entries(values))
  const filled = fill(template, (name) => {
    const value = texts.get(name)
    if (value === undefined) throw new Error(`The template of the manifest asks for {${name}}, which is no value.`)
    return value
  })
  return { ...(filled as Record<string, unknown>), validDomains: [...domains] }
}

function fill(value: unknown, lookUp: (name: string) => string): unknown {
  if (typeof value === 'string') return value.replace(PLACEHOLDER, (_, name: string) => lookUp(name))
  if (Array.isArray(value)) return value.map((one) => fill(one, lookUp))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, lookUp)]))
}

/** What Microsoft's schema has against a manifest, one sentence each; nothing when it is good. */
export function checkManifest(manifest: unknown, schema: object): string[] {
  // The schema is of a draft that Ajv no longer names; it uses nothing that means something else today.
  const { $schema: _, ...current } = schema as Record<string, unknown>
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: (text: string) => URL.canParse(text) } })
  const validate = ajv.compile(current)
  return validate(manifest) ? [] : (validate.errors ?? []).map(toSentence)
}

function toSentence({ instancePath, message = 'is wrong', params }: ErrorObject): string {
  const named = 'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : ''
  return `manifest.json${instancePath || '/'}: ${message}${named}`
}
