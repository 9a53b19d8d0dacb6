import type { Machine, Risk, Shell } from '../../../knowledge/index.ts'
import type { Source } from '../../conversation.ts'
import { found } from './count.ts'
import { both, either } from './lists.ts'

const days = new Intl.NumberFormat('en', { style: 'unit', unit: 'day', unitDisplay: 'long' })

const MACHINES: Record<Machine, string> = {
  client: 'On the PC with the problem',
  kmsHost: 'On the KMS host',
  dnsServer: 'On the DNS server',
  any: 'On any PC in the network',
}
const PROMPTS: Record<Shell, [elevated: string, plain: string]> = {
  cmd: ['elevated Command Prompt', 'Command Prompt'],
  powershell: ['elevated PowerShell', 'PowerShell'],
  dns: ['in the DNS zone', 'in the DNS zone'],
}
const RISKS: Record<Risk, string> = {
  reads: 'reads only',
  setting: 'changes a setting',
  restart: 'restarts a service or the machine',
  registry: 'changes the registry',
  mak: 'uses up an activation of the MAK',
}
const RISKS_ON_HOST: Partial<Record<Risk, string>> = { mak: 'uses up an activation of the KMS host key' }
const riskOn = (machine: Machine, risk: Risk) =>
  (machine === 'kmsHost' ? RISKS_ON_HOST[risk] : undefined) ?? RISKS[risk]
const TOUCHES: Record<Risk, string> = {
  reads: 'It only reads; nothing changes.',
  setting: 'It changes a setting of activation. Your files and programs stay as they are.',
  restart: 'It restarts a service or the machine, so save your work first. Your files stay as they are.',
  registry: 'It changes the registry. Change only what the step names, and note the value before.',
  mak: 'It uses up an activation of the key. Your files and programs stay as they are.',
}
const GO_ON: Partial<Record<Risk, string>> = {
  restart: 'This restarts a service or the PC; save your work first. Go on?',
  registry: 'This changes the registry; a wrong value can do harm. Go on?',
  mak: 'This uses up one activation of your MAK. Go on?',
}
const GO_ON_HOST: Partial<Record<Risk, string>> = {
  restart: 'This restarts a service or the server; others may be using it. Go on?',
  mak: 'This uses up one activation of the KMS host key. Go on?',
}

/** What the bot says of its own accord: greeting, limits, what it could not use. */
const talk = {
  greeting:
    'I help with Windows and Office activation by KMS or MAK. Paste an error code, an error text, or the output of `ospp.vbs`, `slmgr`, `nslookup` or event 12288.',
  help: 'Paste what you have: an error code, an error text, or the output of `ospp.vbs /dstatus`, `slmgr.vbs /dlv`, `nslookup` or event 12288. The words back, skip, why, repeat, start over and talk to a person work at any time.',
  smalltalk: 'I am here for Windows and Office activation by KMS or MAK. What does the error say?',
  thanks: 'You are welcome.',
  startOver: 'Starting over. Paste an error code, an error text or the output of a tool.',
  nothingBefore: 'This is the first step.',
  nothingYet: 'There is no step yet.',
  emptyText: 'That message is empty. Paste an error code, an error text or the output of a tool.',
  tooLong:
    'That is more text than I can read at once. Three ways: attach it as a text file, paste only the lines around the error, or export many machines as CSV with one line each.',
  answersInEnglish: 'I answer in English, and read output in other languages too.',
  picture:
    'I cannot read pictures; I keep it for the ticket. For the text: click the message box and press Ctrl+C, that copies all of it; in a Command Prompt, select the lines and press Enter. Then paste it here.',
  pictureKept: 'I cannot read pictures; I keep it for the ticket.',
  otherFile: 'I read text files only. Paste the lines here, or attach them as .txt.',
  keyHidden: 'I hid a product key you pasted; it is not stored.',
  notUnderstood:
    'I could not tell what that means for activation. The error code or the text of the message helps most.',
  notUnderstoodAgain: 'I still cannot tell. Paste the error code or the text of the message, or I pass it to IT.',
  othersCase:
    'Somebody else opened this case: I take error codes and tool output from you, and answers from them. Write to me in a chat of your own for another case.',
  notAnAnswer: 'I could not read an answer from that.',
  whatIKnow: 'What I know of it:',
  notAnAnswerAgain: 'I could not read an answer from that either. Choose one of these, or I pass it to IT.',
  foreign:
    'This does not look like activation by KMS or MAK. For other trouble with Windows, open Get Help from the Start menu; for an app or the network, ask its help desk. If it is about activation, paste the whole message.',
  foreignCode: (code: string) =>
    `${code} in this context does not come from activation by KMS or MAK. The help of the program that shows it is the place to look. If \`ospp.vbs\` or \`slmgr\` printed it, paste that output.`,
  crack: 'I can only help with properly licensed copies. If you need a licence, your IT can tell you how you get one.',
  undocumented: (code: string) => `I know ${code}, but have no guide for it.`,
  unknownCode: (code: string) =>
    `${code} is not a code I have a guide for. Check it for a typing error, or paste the whole message.`,
  codeMeans: (code: string, symbol: string, meaning: string) =>
    `${code}${symbol === '' ? '' : ` (${symbol})`}${meaning === '' ? '' : `: ${meaning}`}`,
  codeShows: (message: string) => `Its message: “${message}”`,
  codeNext: (step: string) => `**Next step:** ${step}`,
  fault: 'That went wrong on my side. Your case is kept; try again, or I pass it to IT.',
}

/** Steps, questions and what is known. */
const walk = {
  where: (machine: Machine, prompts: readonly [Shell, boolean][], risk: Risk) =>
    `${MACHINES[machine]} · ${either.format(new Set(prompts.map(([shell, elevated]) => PROMPTS[shell][elevated ? 0 : 1])))} · ${riskOn(machine, risk)}`,
  whereByHand: (machine: Machine, risk: Risk) => `${MACHINES[machine]} · ${riskOn(machine, risk)}`,
  goOn: (risk: Risk, onHost = false) => (onHost ? GO_ON_HOST[risk] : undefined) ?? GO_ON[risk] ?? 'Go on?',
  plan: 'What it does:',
  touches: (risk: Risk) => TOUCHES[risk],
  warning: (text: string) => `**Careful:** ${text}`,
  undo: (how: string) => `To take it back: ${how}`,
  expect: (what: string) => `You should see: ${what}`,
  shouldSee: 'You should see:',
  endsIn: (name: string, ending: string) => `${name} that ends in ${ending}`,
  placeholder: (mark: string, how: string) => `\`<${mark}>\` is for you to fill in. ${how}`,
  readings: (source: string, facts: string[]) => `From ${source}: ${both.format(facts)}.`,
  readOut: (fact: string, line: number | undefined) => (line === undefined ? fact : `${fact} (line ${line})`),
  noted: (facts: string[]) => `Noted: ${both.format(facts)}.`,
  knownAlready: (facts: string[]) => `I have that already: ${both.format(facts)}.`,
  silent: (source: string, fact: string) => `From ${source}: ${fact}.`,
  factIs: (label: string, value: string) => `${label} ${value}`,
  correctedByPaste: (before: string, now: string) =>
    `Earlier I had: ${before}. This paste shows: ${now}. I go by the paste.`,
  correctedTo: (now: string) => `Changed: ${now}.`,
  correctedByWords: (now: string, before: string) => `Changed: ${now}. Before: ${before}.`,
  alsoSeen: (titles: string[]) => `I also see: ${titles.join('; ')}. One at a time; that comes after.`,
  takenUp: (left?: string) =>
    `That is a different problem; I take it up now.${left ? ` After that we can come back to: ${left}.` : ''}`,
  whichProduct: (what: string) => `${what} comes from Windows and from Office. Which one shows it?`,
  whichOne: 'Which of these is it?',
  typeCode: (question: string) => `${question} Type the code or paste the text.`,
  orType: (question: string) => `${question} If it is none of these, type it.`,
  needMore: 'I need a little more: which product is it, Windows or Office, and what code or message does it show?',
  needCode: 'Which error code or message does it show? The output of `ospp.vbs /dstatus` or `slmgr.vbs /dlv` is best.',
  lookByEye: {
    office:
      'Without commands: in Word, **File**, **Account** (2010: **File**, **Help**) tells how Office is licensed. Type what stands there, or the words of the bar or message.',
    windows:
      'Without commands: **Settings > System > Activation** (Windows 10: **Update & Security**) tells it in a sentence, mostly with a code. Type what stands there.',
  },
  howToLook:
    'Open **Start**, type `cmd`, press Enter. Copy the line from above, right-click in the window, press Enter. Then click here and press Ctrl+V.',
  lookNeedsNoRights:
    'The line from above only reads: an ordinary Command Prompt will do, without administrator rights.',
  blockFindsTool: 'This line finds the tool by itself, wherever it is:',
  productHint: {
    office: 'Word, Excel or `ospp.vbs` shows it',
    windows: 'Settings, the desktop or `slmgr` shows it',
  },
  thatError: 'This error',
  pasteOutput: 'Paste the output here, or choose how to go on.',
  thenNext: 'What next?',
  whatNow: 'What does it show now?',
  didItWork: 'Did this fix it?',
  didItAnswer: 'Does that answer it?',
  partOf: (part: number, parts: number) => `Part ${part} of ${parts}. Go on when this is done.`,
  source: ({ document, place }: Source) => `From: ${document} › ${place}`,
  place: (heading: string, from: number, to: number) => `${heading} (lines ${from} to ${to})`,
  why: (title: string) => `About “${title}”:`,
  whyQuestion: 'The answer decides which way to go; I ask only what your pastes do not tell.',
  earlier: (where: string) => `That was an earlier step. You are at “${where}”.`,
  earlierNothing: 'That was an earlier step.',
  stepUpdated: 'The guide was updated; here is the step as it is now.',
  guideRestart: (title: string) => `The guide was updated, starting again at ${title}.`,
  guideGone: 'The guide for this was removed. What you told me is kept; paste the error again.',
  gatherTitle: 'One paste for all',
  gathers: {
    dstatus: '`ospp.vbs /dstatus` shows the licence of Office and its key ending.',
    dlv: '`slmgr.vbs /dlv` shows the licence of Windows and the KMS host in use.',
    event: '`wevtutil` prints the last three events 12288: the host that was asked and its answer.',
    srv: '`nslookup` asks DNS for KMS hosts.',
    port: '`Test-NetConnection` tries the port of the KMS host.',
    ping: '`ping` tries the KMS host.',
    service: '`sc query` shows the state of the two protection services.',
    suffix: '`ipconfig /all` shows the DNS suffix and the DNS servers.',
  } as Record<string, string>,
  gatherCmd: 'In a Command Prompt:',
  gatherPowerShell: 'Or in PowerShell:',
  gatherPaste: 'The block only reads and copies its output. Paste it here with Ctrl+V.',
  allInOne: (isRead: boolean) => (isRead ? 'Or all in one line; paste what it copies:' : 'Or all in one line:'),
  change: (label: string, before: string, now: string) => `${label}: ${before} → ${now}`,
  changed: (source: string, changes: string[]) => `Since the last time, ${source} changed: ${both.format(changes)}.`,
  unchanged: (source: string) => `Nothing changed in ${source} since the last time.`,
  termMeans: (name: string, means: string) => `**${name}**: ${means}`,
  insulted: 'That is annoying, I know. Let us get it over with: one thing at a time.',
  welcomeBack: (where: string) => `Welcome back. We were at “${where}”.`,
  beyondYou: (step: string, what: 'server' | 'rights') =>
    what === 'server'
      ? `The next step, “${step}”, is for whoever runs that server.`
      : `The next step, “${step}”, needs administrator rights.`,
  skipped: 'Skipped.',
  stillOpen: 'This is still open, so here it is again.',
  failsStill: 'Noted: it still fails. The answer to this decides what to try next.',
  notThisOne: 'That does not answer this question yet.',
  assumed: (question: string, answer: string) => `I go on with “${answer}” to: ${question} Say so if that is wrong.`,
  inCircles: 'We have been here before and nothing new came up.',
  leaveOut: 'Then we leave that out.',
  stillWaiting: (where: string) => `Still at “${where}”. Go on whenever you like, or say talk to a person.`,
  noneMatches: (fact: string) => `${fact}: none of the ways fits that.`,
  outOfIdeas: 'That is all I have for this.',
  tryNext: 'Then the next thing to look at.',
}

/** Hosts, licences, people. */
const people = {
  isHostYours: (host: string) => `A KMS host must belong to your organisation. Is ${host} run by your organisation?`,
  hostNotYours:
    'Then it must not activate this PC, and I do not set it. Your licence administrator knows the right host.',
  hostOutside: 'a host outside your organisation',
  solved: 'Done.',
  licensedDays: (n: number) => `Licensed, ${days.format(n)}. Done.`,
  licensed: 'Licensed. Done.',
  wasItHelpful: 'Was this helpful?',
  feedbackThanks: 'Noted, thank you.',
  whatWasWrong: 'What was wrong with it? Pick one, or say it in a sentence.',
  anotherProblem: (title: string) => `Still open: ${title}. Take it up now?`,
  anythingElse: 'Paste another error whenever you need.',
  withoutRights: 'That step needs administrator rights. This often helps without them.',
  asksRights: (demand: 'rights' | 'server') =>
    demand === 'server'
      ? 'This is done on the server itself. Can you work there as administrator?'
      : 'This needs administrator rights. Do you have them?',
  leavesRightsOut: 'Noted. I leave out what needs administrator rights.',
  waits: (step: string) => `Not sent. “${step}” waits for somebody who can do it.`,
  withoutCommands: 'This often helps without any command.',
  troubles: {
    notFound:
      'Copy the whole line as it stands, with its quotes, into a Command Prompt: Start, type `cmd`, Enter. If a folder in it is wrong, tell me the version and the bits of Office.',
    closes:
      'A command started by itself closes its window. Open the Command Prompt first (Start, type `cmd`, Enter) and paste the line there.',
    denied:
      'Start the Command Prompt with a right-click, **Run as administrator**, and run the line again. If you cannot, say so.',
  },
  cannotRun: 'This needs somebody with administrator rights on that machine.',
  offerPerson: (facts: number, steps: number) =>
    facts + steps === 0
      ? 'I can pass this to IT: this conversation, with keys removed. Send it?'
      : `I can pass this to IT: ${both.format([...found(facts, steps), 'this conversation with keys removed'])}. Send it?`,
  notSent: 'Not sent.',
  handedOver: (number: string) =>
    `IT has it as **${number}**, with the facts and what we tried. You will see their answer here.`,
  handOffInChat: 'This needs a person. Open the chat and say “talk to a person”: IT gets the case with what was found.',
  alreadyHandedOver: (number: string) => `IT has this case as **${number}**. What you add here is kept with it.`,
  ticketNews: (number: string, status: string) => `${number}: ${status}`,
  expertSays: (number: string) => `IT answers on ${number}:`,
  expertHostCheck:
    'This answer names a host outside your organisation. Check it with IT before you run a command from it.',
  openQuestion: (title: string) => `Open at “${title}”`,
  openNothing: 'The error was not recognised',
}

/** Every sentence the bot says in English. */
export const says = { ...talk, ...walk, ...people }
