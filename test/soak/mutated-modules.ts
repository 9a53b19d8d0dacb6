/** Files that are mutated, and the tests that have to notice: few of them, because they run for every mutant. */
export type MutatedPart = {
  readonly files: readonly string[]
  readonly tests: readonly string[]
  /** `vitest` for tests that need a worker of their own, which takes seconds for each mutant. */
  readonly runner?: 'in-process' | 'vitest'
}

/** The modules that everything else relies on: who gets in, what goes out, what is hidden, what documents become. */
export const MUTATED = {
  redactor: [
    {
      files: ['knowledge/redact/{cut,cut-lines,token-table,value-at,word-finder}.ts'],
      tests: ['test/knowledge/redact/{cut,cut-lines,token-table,word-finder}.test.ts'],
    },
    {
      files: ['knowledge/redact/{ipv6,name-book,names}.ts'],
      tests: ['test/knowledge/redact/{name-book,names}.test.ts'],
    },
    {
      files: ['knowledge/redact/{credential-forms,credentials,extended-pids,mask-secrets,phone-ids,product-keys}.ts'],
      tests: ['test/knowledge/redact/{mask-secrets,masked}.test.ts'],
    },
    {
      files: [
        'knowledge/redact/{find-identifiers,label-published-keys,network-forms,people-forms}.ts',
        'knowledge/redact/{pseudonyms,redact-or-withhold}.ts',
      ],
      tests: ['test/knowledge/redact/{precision,pseudonyms,renamed}.test.ts'],
    },
  ],
  compiler: [
    {
      files: ['knowledge/compile/phrases.ts'],
      tests: ['test/knowledge/compile-phrases.test.ts'],
    },
    {
      files: ['knowledge/compile/{excerpt,front-matter}.ts'],
      tests: ['test/knowledge/compile-front-matter.test.ts'],
    },
    {
      files: ['knowledge/compile/{corpus,finding,meaning,nearest,setting,values}.ts'],
      tests: ['test/knowledge/compile-{corpus,settings,values}.test.ts'],
    },
    {
      files: ['knowledge/compile/parse-lexicon.ts'],
      tests: ['test/knowledge/compile-lexicon.test.ts'],
    },
    {
      files: [
        'knowledge/compile/{build-command,build-graph,compile,hash,parse-markdown,read-document,read-list}.ts',
        'knowledge/compile/{read-section,read-table,splice,survey,vocabulary}.ts',
      ],
      tests: ['test/knowledge/compile-{limits,valid}.test.ts'],
    },
    {
      files: ['knowledge/compile/rules/*.ts'],
      tests: ['test/knowledge/compile-{valid,invalid}.test.ts'],
    },
  ],
  auth: [
    {
      files: ['bot/guard.ts', 'bot/signing-keys.ts'],
      tests: ['test/bot/{guard,signing-keys}.test.ts'],
    },
    { files: ['bot/limits.ts'], tests: ['test/bot/limits.test.ts'] },
    { files: ['bot/channels/direct-line.ts'], tests: ['test/bot/direct-line-routes.test.ts'] },
    {
      files: ['bot/channels/direct-line-stream.ts'],
      tests: ['test/bot/direct-line-stream.test.ts'],
    },
    {
      files: ['bot/channels/direct-line-tokens.ts'],
      tests: ['test/bot/direct-line-tokens.test.ts'],
    },
    {
      files: ['bot/channels/direct-line-upload.ts'],
      tests: ['test/bot/direct-line-upload.test.ts'],
    },
    { files: ['bot/identity/*.ts'], tests: ['test/bot/identity/{open-id-person,proxy-header,sealed-cookie}.test.ts'] },
    {
      files: ['bot/desk/{doorkeeper,sessions}.ts'],
      tests: ['test/bot/desk/{doorkeeper,sessions}.test.ts'],
    },
    { files: ['bot/desk/password.ts'], tests: ['test/bot/desk/password.test.ts'] },
  ],
  outbox: [
    { files: ['bot/deliveries.ts'], tests: ['test/bot/deliveries.test.ts'] },
    { files: ['bot/store/lanes.ts'], tests: ['test/bot/lanes.test.ts'] },
    { files: ['bot/store/{outbox,deliveries}.ts'], tests: ['test/bot/outbox-store.test.ts'] },
    { files: ['bot/handoff/dispatcher.ts'], tests: ['test/bot/handoff/dispatcher.test.ts'] },
    { files: ['bot/handoff/retry.ts'], tests: ['test/bot/retry.test.ts'] },
    {
      files: ['bot/handoff/{judge-answer,judge-mail}.ts'],
      tests: ['test/bot/handoff/judge.test.ts'],
    },
    {
      files: ['bot/handoff/{outbound,parcel-failed}.ts'],
      tests: ['test/bot/handoff/outbound.test.ts'],
    },
    { files: ['bot/handoff/{news,transcript}.ts'], tests: ['test/bot/handoff/news.test.ts'] },
    {
      files: ['bot/handoff/describe-case.ts'],
      tests: ['test/bot/handoff/describe-case.test.ts'],
    },
    {
      files: ['bot/handoff/render-report.ts'],
      tests: ['test/bot/handoff/render-report.test.ts'],
    },
    { files: ['bot/handoff/render-mail.ts'], tests: ['test/bot/handoff/render-mail.test.ts'] },
    {
      files: ['bot/handoff/{render-ticket,ticket-files}.ts'],
      tests: ['test/bot/handoff/{render-ticket,ticket-files}.test.ts'],
    },
    {
      files: ['bot/handoff/mail-sink.ts'],
      tests: ['test/bot/handoff/mail-sink.test.ts'],
    },
    { files: ['bot/handoff/webhook-sink.ts'], tests: ['test/bot/handoff/webhook-sink.test.ts'] },
    {
      files: ['bot/handoff/{open-sink,read-sinks,sink-entry}.ts', 'bot/handoff/rest/{profile,read-profile}.ts'],
      tests: ['test/bot/handoff/{open-sink,read-sinks,short-sinks,read-profile}.test.ts'],
    },
    {
      files: ['bot/handoff/rest/{credentials,news-values,rest-sink,template}.ts'],
      tests: ['test/bot/handoff/{credentials,news-values,rest-sink,template}.test.ts'],
    },
    {
      files: ['bot/handoff/{create-sinks,look-at-sink}.ts'],
      tests: ['test/bot/handoff/{create-sinks,look-at-sink}.test.ts'],
    },
  ],
} as const satisfies Record<string, readonly MutatedPart[]>

/** The parts of the module of that name. Throws an error that lists the names if there is none. */
export function partsOf(name: string | undefined): readonly MutatedPart[] {
  const found = Object.entries(MUTATED).find(([one]) => one === name)
  if (found === undefined) throw new Error(`Say which module to mutate: ${Object.keys(MUTATED).join(', ')}`)
  return found[1]
}
