import { basis } from './basis-says.ts'
import { buttons, reasons } from './buttons.ts'
import { sentences } from './fact-sentences.ts'
import { facts } from './facts.ts'
import { fleet } from './fleet-says.ts'
import { glossary } from './glossary.ts'
import { handOff, hearHandOff } from './hand-off.ts'
import { hear } from './hear.ts'
import { says } from './says.ts'
import { answers, statements } from './statements.ts'
import { sourceName, USUAL, valueName, WINDOWS } from './values.ts'

/** English: what the bot says, how it speaks of facts, how it hears. */
export const en = {
  says,
  buttons,
  reasons,
  handOff,
  hearHandOff,
  facts,
  basis,
  fleet,
  sentences,
  answers,
  glossary,
  hear,
  statements,
  valueName,
  sourceName,
  usualValues: USUAL,
  windowsVersions: WINDOWS.map(([version]) => version),
}
