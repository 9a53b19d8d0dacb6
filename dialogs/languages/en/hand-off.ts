import { count, found } from './count.ts'

/** What is said about a case that goes to IT, and what IT says about it. */
export const handOff = {
  buttons: {
    shown: 'What is sent',
    note: 'Add something',
    bare: 'Leave the conversation out',
    whole: 'Send the conversation too',
    withdraw: (number: string) => `Withdraw ${number}`,
    tell: 'Write to IT',
    bot: 'Ask the bot',
    helped: 'It works',
    reopen: 'Not solved',
  },
  offerBare: (facts: number, steps: number) =>
    `I can pass this to IT${found(facts, steps)
      .map((part, index) => `${index === 0 ? ': ' : ' and '}${part}`)
      .join('')}, without this conversation. Send it?`,
  reach: 'IT answers here in the chat. To be reached elsewhere too, type an e-mail address or a phone number first.',
  reachKnown: (name: string) => `IT sees that it is from ${name}, and answers here in the chat.`,
  contactNoted: (contact: string) => `IT can reach you at ${contact}.`,
  wordsNoted: (words: string) => `For IT: ${words}`,
  askNote: 'What should IT know? Keys are removed.',
  shownTitle: 'What IT gets',
  shownCodes: (codes: readonly string[]) => `- Codes: ${codes.join(', ')}`,
  shownMachines: (cause: string, n: number) => `- ${cause}: ${count(n, 'machine', 'machines')}`,
  shownStep: (title: string, result: 'shown' | 'worked' | 'failed' | 'skipped') => `- ${title}: ${RESULTS[result]}`,
  shownMore: (rest: number) => `- and ${rest} more`,
  shownTalk: '- This conversation, with keys removed.',
  shownNothing: '- Nothing was found yet.',
  withdrawn: (number: string) => `${number} is withdrawn. IT sees that nothing is left to do.`,
  noTicket: 'There is no ticket of yours that is still open.',
  whichTicket: 'Which one?',
  says: (expert: string, number: string) => `${expert} answers on ${number}:`,
  asks: (expert: string, number: string) => `${expert} asks on ${number}:`,
  cut: 'The answer is longer than fits here. Ask IT for the rest.',
  someone: 'IT',
  claimed: (expert: string, number: string) => `${expert} has ${number} now.`,
  parked: (number: string) =>
    `${number} did not get through to the system of IT. It is kept here; please tell IT its number yourself.`,
  released: (number: string) => `${number} is back in the queue of IT.`,
  reopenedByIt: (expert: string, number: string) => `${expert} has opened ${number} again.`,
  resolved: (expert: string, number: string) => `${expert} has resolved ${number}.`,
  didItHelp: 'Does it work now?',
  reopened: (number: string) => `${number} is open again. What you write now goes to IT.`,
  reply: (expert: string) => `What you write now goes to ${expert}.`,
  passed: (expert: string) => `Passed to ${expert}.`,
  passedWithCode: (expert: string) => `Passed to ${expert}. I can look at it too.`,
  tell: (number: string) => `What you write now goes to IT, with ${number}.`,
  back: (number: string) => `Back with the bot. IT still has ${number}, and its answers come here.`,
  over: (number: string) => `${number} is closed; you are with the bot again.`,
  attached: (name: string) => `(file: ${name})`,
}

const RESULTS = { shown: 'shown', worked: 'worked', failed: 'did not help', skipped: 'skipped' }

/** How people say what they want of a ticket. */
export const hearHandOff = {
  /** The number, where it is said, is a group. */
  WITHDRAW:
    /^(?:please )?(?:withdraw|cancel|take back|revoke) (?:(?:(?:my|the|this) )?(?:ticket|case|request)(?: (a-\d{1,9}))?|(a-\d{1,9}))(?: please)?$|^(?:please )?(?:withdraw(?: it)?|take it back)(?: please)?$/,
  BOT: /^(?:please )?(?:(?:ask|back to|talk to|switch to|return to|go back to) )(?:the )?bot(?: please)?$/,
  TELL: /^(?:please )?(?:write|answer|reply)(?: something)? to (?:it|the expert|support)(?: please)?$/,
  BARE: /^(?:send (?:it )?)?without (?:the|this) (?:conversation|transcript|chat)(?: please)?$|^leave (?:the|this) (?:conversation|transcript|chat) out$|^leave out (?:the|this) (?:conversation|transcript|chat)$/,
  /** Somebody wants to see what goes to IT. */
  SENT: /^(?:please )?(?:show|see|let me see|tell)(?: me)? (?:it|that|what (?:is|will be|would be|gets|you|it) ?(?:sent|send|sends)?)(?: first| please)?$|^what (?:is|will be|would be|gets) (?:sent|in it|passed on)$|^what (?:do|will|would) (?:you|they|it) (?:send|get|see)$/,
  /** The words for IT are a group. */
  ADD: /^(?:please )?(?:also )?(?:add|tell (?:them|it)|note|say)(?: that)?(?::[ ]?|[ ](?=\S+[ ]\S+[ ]\S))(\S[\s\S]{2,2000})$/i,
  /** The words for IT are taken back. */
  DROP: /^(?:please )?(?:remove|delete|drop|forget) (?:that|it|this|my words|the (?:note|words))(?: again| please)?$/,
}
