/** One step of a Dockerfile. */
export type Instruction = { name: string; options: Record<string, string>; words: string }

/** One stage: what it starts from, what it is called, and its steps. */
export type Stage = { from: string; name: string; steps: Instruction[] }

/** Takes a Dockerfile apart; arguments with a default are filled in. */
export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = []
  const values: Record<string, string> = {}
  for (const line of linesOf(text)) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/s.exec(line) ?? []
    const { options, words } = splitOptions(fill(rest, values))
    const stage = stages.at(-1)
    if (name === 'ARG') Object.assign(values, assignment(words))
    else if (name === 'FROM') stages.push(toStage(words, stages.length))
    else if (stage) stage.steps.push({ name, options, words })
    else throw new Error(`${name} stands before FROM.`)
  }
  return stages
}

function linesOf(text: string): string[] {
  const whole = text.replace(/^#.*\n/gm, '').replaceAll(/\\\n\s*/g, ' ')
  return whole.split('\n').filter((line) => line.trim() !== '')
}

function fill(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

function splitOptions(text: string): { options: Record<string, string>; words: string } {
  const options: Record<string, string> = {}
  let words = text
  for (let found = /^--([a-z-]+)=(\S+)\s+/.exec(words); found; found = /^--([a-z-]+)=(\S+)\s+/.exec(words)) {
    options[found[1] ?? ''] = found[2] ?? ''
    words = words.slice(found[0].length)
  }
  return { options, words }
}

function assignment(words: string): Record<string, string> {
  const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(words) ?? []
  return { [name]: value }
}

function toStage(words: string, index: number): Stage {
  const [from = '', , name = String(index)] = words.split(/\s+/)
  return { from, name, steps: [] }
}
