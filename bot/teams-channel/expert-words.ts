import type { CaseEntry, CaseStatus, Refusal } from '../cases/index.ts'

/** What is said to experts in their channel. */
export const EXPERT_WORDS = {
  buttons: {
    claim: 'Claim',
    assign: 'Assign to me',
    ask: 'Ask for information',
    answer: 'Answer',
    resolve: 'Resolve',
    reopen: 'Reopen',
  },
  box: 'Answer, question or resolution for the person. You can also reply in this thread and mention the bot.',
  theirWords: 'In their words:',
  machines: 'Machines',
  facts: 'Facts',
  more: (rest: number) => `and ${rest} more on the desk and in the ticket`,
  tried: 'Tried',
  results: { shown: 'shown', worked: 'worked', failed: 'did not help', skipped: 'skipped', resolved: 'resolved' },
  collect: 'Command to collect more',
  said: 'Said since',
  person: 'The person',
  it: 'IT',
  chat: 'Chat with the person',
  deliveries: {
    pending: 'on its way',
    told: 'arrived',
    unconfirmed: 'nobody knows whether it arrived',
    failed: 'did not arrive',
  } satisfies Record<CaseEntry['delivery'], string>,
  standing: (status: CaseStatus, owner: string | undefined) => {
    if (status === 'open') return 'open'
    if (status === 'withdrawn') return 'withdrawn by the person'
    const who = owner ?? 'IT'
    if (status === 'resolved') return `resolved by ${who}`
    return status === 'waiting' ? `${who} waits for the person` : `${who} has it`
  },
  refused: (reason: Refusal, owner: string | undefined) => {
    if (reason === 'taken') return `${owner ?? 'Somebody else'} has this case. "Assign to me" takes it over.`
    return REFUSALS[reason]
  },
  taken: (owner: string | undefined) => `${owner ?? 'Somebody else'} has this case already.`,
  notHere: 'Cases are worked on in the channel of IT that they were posted in, by people of its organisation.',
  wordsFrom: (name: string, number: string) => `${name} on ${number}: `,
  notArrived: (contact: string | undefined) =>
    `The last answer did not arrive: the person cannot be reached in the chat they used. Reach them another way${contact === undefined ? '' : ` (${contact})`}. The text, to copy: `,
}

const REFUSALS: Record<Exclude<Refusal, 'taken'>, string> = {
  over: 'This case is closed; "Reopen" opens it again.',
  running: 'This case is open already.',
  'not-yours': 'Only who has the case can do that.',
  changed: 'The case has changed meanwhile. This is how it stands now; please look again.',
  empty: 'Write into the box first.',
  unknown: 'There is no such case any more.',
}
