import { z } from 'zod'

import { PROFILE_PARTS } from './rest/profile.ts'

/** Where a secret is: in the environment, or in a file. Never in the list of sinks itself. */
const SecretPlace = z.union(
  [z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })],
  'is not { env: NAME } or { file: path }: secrets do not stand in this list',
)

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'is not a name of small letters, digits and dashes')
  .refine((value) => !RESERVED.has(value), 'is taken by the bot itself; choose another one')
const RESERVED = new Set(['ticket-files', 'case-news'])
const web = z.url({ protocol: /^https?$/, error: 'is not an http or https address' })
const address = z.string().regex(/^[^\s<>@,;"]+@[^\s<>@,;"]+$/, 'is not a mail address such as it@corp.example')
const common = {
  name,
  /** The system belongs to somebody else: it learns no names of people and machines. */
  external: z.boolean().default(false),
}
/** Without encryption, also beyond this machine. */
const insecure = z.boolean().default(false)

const OAuth = z.strictObject({
  tokenUrl: web,
  clientId: z.string().min(1),
  clientSecret: SecretPlace,
  scope: z.string().optional(),
})

const File = z.strictObject({ ...common, kind: z.literal('file'), folder: z.string().min(1) })
const Mail = z.strictObject({
  ...common,
  kind: z.literal('mail'),
  url: z.url({ protocol: /^smtps?$/, error: 'is not an address such as smtps://mail.example' }),
  user: z.string().optional(),
  password: SecretPlace.optional(),
  /** In place of a password, for servers that take none any more. */
  oauth: OAuth.optional(),
  from: address,
  to: z.union([address.transform((one) => [one]), z.array(address).min(1)]),
  subject: z
    .string()
    .regex(/^[^\r\n]*\{number\}[^\r\n]*$/, 'is not one line that has {number} in it')
    .max(120)
    .default('Activation case {number}'),
  insecure,
})
const Webhook = z.strictObject({
  ...common,
  kind: z.literal('webhook'),
  url: web,
  secret: SecretPlace,
  /** Signs as well while receivers change over. */
  previousSecret: SecretPlace.optional(),
  insecure,
})
// Put over the profile as they stand here, and read together with it.
const OVER_PROFILE = Object.fromEntries(PROFILE_PARTS.map((part) => [part, z.unknown().optional()]))
const Rest = z.strictObject({
  ...common,
  kind: z.literal('rest'),
  /** One of the profiles that come with the bot; what stands here beside it is put over it. */
  profile: z.string().optional(),
  base: web,
  auth: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('basic'), user: z.string().min(1), password: SecretPlace }),
    z.strictObject({ kind: z.literal('bearer'), token: SecretPlace }),
    z.strictObject({
      kind: z.literal('apiKey'),
      header: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/i, 'is not the name of a header'),
      prefix: z.string().default(''),
      key: SecretPlace,
    }),
    OAuth.extend({ kind: z.literal('oauth2ClientCredentials') }),
  ]),
  ...OVER_PROFILE,
  insecure,
})
const Teams = z.strictObject({
  ...common,
  kind: z.literal('teams'),
  tenant: z.string().min(1),
  /** Where the channel is in a team that the bot was added to after others. */
  team: z.string().min(1).optional(),
  channel: z.string().min(1),
})

/** One entry of the list of sinks. */
export const SinkEntry = z.discriminatedUnion('kind', [File, Mail, Webhook, Rest, Teams], {
  error: 'is none of file, mail, webhook, rest, teams',
})
export type SinkEntry = z.infer<typeof SinkEntry>
