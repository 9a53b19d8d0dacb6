/** One command line cut into the calls it makes, each into its words; quotes stay on the words. */
export type Cut = { calls: string[][]; joints: string[] }

const CLOSES: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' }

/** Cuts a line of cmd or PowerShell at its blanks and its `|`, `&`, `;`, outside quotes and brackets. */
export function cutLine(line: string, powershell: boolean): Cut {
  const cut: Cut = { calls: [[]], joints: [] }
  const open: string[] = []
  let word = ''
  let quote = ''
  const endWord = () => {
    if (word !== '') cut.calls.at(-1)?.push(word)
    word = ''
  }
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? ''
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || (powershell && character === "'")) quote = character
    else if (CLOSES[character]) open.push(CLOSES[character])
    else if (character === open.at(-1)) open.pop()
    else if (open.length === 0 && isJoint(character, powershell)) {
      endWord()
      const joint = line[at + 1] === character ? character + character : character
      at += joint.length - 1
      // PowerShell's call operator at the start of a call parts nothing.
      if (joint === '&' && powershell && cut.calls.at(-1)?.length === 0) continue
      cut.joints.push(joint)
      cut.calls.push([])
      continue
    } else if (open.length === 0 && /\s/.test(character)) {
      endWord()
      continue
    }
    word += character
  }
  endWord()
  return powershell ? { ...cut, calls: cut.calls.map(joinLists) } : cut
}

function isJoint(character: string, powershell: boolean): boolean {
  return character === '|' || character === '&' || (powershell && character === ';')
}

/** PowerShell allows blanks behind the commas of a list. */
function joinLists(words: readonly string[]): string[] {
  const joined: string[] = []
  for (const word of words) {
    const before = joined.at(-1)
    if (before?.endsWith(',')) joined[joined.length - 1] = before + word
    else joined.push(word)
  }
  return joined
}

/** A word without the quotes around it. */
export function unquote(word: string): string {
  return /^(["']).*\1$/s.test(word) ? word.slice(1, -1) : word
}
