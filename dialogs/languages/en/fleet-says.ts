import { count, isOne } from './count.ts'

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' })

const machines = (n: number) => count(n, 'machine', 'machines')

/** What the bot says about a paste of several machines. */
export const fleet = {
  overview: (all: number, causes: number) => `**${machines(all)}, ${count(causes, 'cause', 'causes')}.**`,
  healthy: (n: number, all: number) =>
    n === all ? `All ${machines(n)} are licensed; there is nothing to do.` : `Licensed, nothing to do: ${machines(n)}.`,
  group: (title: string, n: number) => `**${title}**, ${machines(n)}`,
  names: (names: string[], more: number) =>
    more === 0 ? conjunction.format(names) : `${names.join(', ')} and ${count(more, 'more', 'more')}`,
  firstCommand: (command: string) => `First: \`${command}\``,
  firstQuestion: (question: string) => `First question: ${question}`,
  others: (groups: number, n: number) => `Besides: ${count(groups, 'cause', 'causes')} on ${machines(n)}.`,
  cause: (title: string, n: number) => `${title}, ${machines(n)}`,
  whichFirst: 'Which do we take up first?',
  taken: (names: string, n: number) =>
    isOne(n) ? `This is about ${names}.` : `This is about ${machines(n)}: ${names}. Try it on one, then on the others.`,
  state: (state: string, product: string | undefined) =>
    `${product === undefined ? 'Licence' : `${product} licence`} state “${state}”, no error code`,
  needsCode: (n: number) =>
    `${isOne(n) ? 'This machine prints' : 'These machines print'} no error code. Activate one of them to see it, and paste what it shows.`,
  next: (title: string, n: number) => `Next: ${title}, ${machines(n)}. Take it up now?`,
}
