import { z } from 'zod'

/** JSON in whose texts `{names}` are filled in. */
const Template = z.json()
const url = z
  .string()
  .regex(/^\{base\}\//, 'does not begin with {base}/: everything a sink talks to is below its base address')
const path = z.string().regex(/^[\w$-]+(\.[\w$-]+)*$/, 'is not a path such as result.sys_id')
const request = { method: z.enum(['GET', 'POST', 'PUT', 'PATCH']), url, body: Template.optional() }

/** How something that was sent before is found again. */
const Find = z.strictObject({
  ...request,
  method: request.method.default('GET'),
  /** Where the list is in the answer; without it, the answer is the list. */
  list: path.optional(),
  /** What tells the right entry from others that the search may bring: the text at `path` has `has` in it. */
  match: z.strictObject({ path, has: z.string() }).optional(),
})

/** How one kind of ticket system is talked to, as data. */
export const Profile = z.strictObject({
  /** What the system promises when the same is sent twice, and what follows from it. */
  about: z.string(),
  /** What templates find as `{set.name}`: a table, a project, a group. */
  set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Names of `set` that have to be given. */
  needs: z.array(z.string()).default([]),
  headers: z.record(z.string(), z.string()).default({}),
  lookup: Find,
  create: z.strictObject({ ...request, method: request.method.default('POST') }),
  /** Where the system's own name for the ticket is: in the answer to `create`, and in an entry that was found. */
  keyPath: path,
  foundKeyPath: path.optional(),
  /** The page of the ticket, for people. */
  link: z.string().optional(),
  linkPath: path.optional(),
  update: z
    .strictObject({
      ...request,
      method: request.method.default('POST'),
      lookup: Find.optional(),
    })
    .optional(),
  /** How long after a create with no clear answer a search can be relied on, in minutes. */
  ambiguous: z
    .strictObject({
      searchDelay: z
        .number()
        .min(0)
        .max(24 * 60),
    })
    .default({ searchDelay: 0 }),
  /** Marks that the system would take for structure; they are broken up in what is filled in. */
  strip: z.array(z.string().min(1)).default([]),
  /** The most characters of a text, by name. */
  limits: z.record(z.string(), z.number().int().min(20)).default({}),
})
export type Profile = z.infer<typeof Profile>
export type Find = z.infer<typeof Find>

/** The names of what a profile is made of. */
export const PROFILE_PARTS: readonly string[] = Object.keys(Profile.shape)
