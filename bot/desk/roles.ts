/** What somebody may do at the desk: `reader` looks, `expert` answers. */
export type Role = 'expert' | 'reader'

/** Who may come to the desk: names people sign in with, and groups of the provider as `group:<id>`. */
export type DeskTeams = { experts: readonly string[]; readers: readonly string[] }

/** What the organisation knows of a person. */
export type Member = { id: string; groups: readonly string[] }

const GROUP = 'group:'

/** The role of a person; nothing for whoever is in no team. */
export function roleOf({ experts, readers }: DeskTeams, member: Member): Role | undefined {
  if (isIn(experts, member)) return 'expert'
  return isIn(readers, member) ? 'reader' : undefined
}

/** The groups that matter to a desk, of all that a provider names. */
export function groupsOf({ experts, readers }: DeskTeams): string[] {
  return [...experts, ...readers].flatMap((entry) => (entry.startsWith(GROUP) ? [entry.slice(GROUP.length)] : []))
}

// Directories take the names of accounts without regard to case.
function isIn(team: readonly string[], { id, groups }: Member): boolean {
  const own = id.toLowerCase()
  return team.some((entry) =>
    entry.startsWith(GROUP) ? groups.includes(entry.slice(GROUP.length)) : entry.toLowerCase() === own,
  )
}
