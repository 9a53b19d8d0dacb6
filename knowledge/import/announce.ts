const COMMAND =
  /\b(?:run|running|runs|type|typing|use|using|enter|try|execute|issue)\b[^.:]{0,80}\b(?:following|below|next)(?: [\w-]+){0,2} commands?\b(?![ -](?:prompt|line|window))[^.:]{0,200}[.:]$|\b(?:run|type|enter|execute) (?:this|these) commands?(?: [^.:]{0,80})?:$|\b(?:type(?: in)?|enter|run|execute)\s*:$/i
const CONFIG_LINE =
  /\b(?:add|insert|append|put|include)\b[^.:]{0,40}\bfollowing (?:lines?|entry|entries|record|statement|text|code)\b.{0,160}:$/i
const SEVERAL = /\b(?:one|either|any|some|one or more|each|both) of the following (?:commands|switches|options)\b/i
const SAMPLE =
  /\b(?:following|example|output|results?|sample|similar to|resemble|looks? like|message|text|entry|lines?|log)\b[^.:]{0,120}:$/i
const TEXT_TO_SEE =
  /\b(?:see|contains?|shows?|displays?|find|look for|includes?) the following (?:text|output|lines?|entry|message)\b[^.:]{0,80}:$/i
const MESSAGE =
  /\b(?:error messages?|messages?|full text of (?:this|the) error(?: message)?|error text|error description)\b[^.]{0,60}(?::| is| reads?)$|\b(?:following|either of the following|one of the following|these) (?:errors?|messages?|error messages?)\s*:$/i
const STEPS =
  /\b(?:(?:following|these|below|next) (?:steps|procedure|tasks|actions|things)|steps (?:below|are|is)\b|step-by-step)\b/i

/** Tells whether a sentence announces a command that must come next. */
export function announcesCommand(sentence: string): boolean {
  const last = lastSentence(sentence)
  if (/\babove\b/i.test(last) || /^(?:when|after|once) you run\b/i.test(last)) return false
  return COMMAND.test(last) || announcesSeveral(sentence)
}

/** Tells whether it announces several commands to choose from. */
export function announcesSeveral(sentence: string): boolean {
  return SEVERAL.test(lastSentence(sentence)) && /command/i.test(sentence)
}

/** Tells whether it announces a line for a configuration file. */
export function announcesLine(sentence: string): boolean {
  return CONFIG_LINE.test(lastSentence(sentence))
}

/** Tells whether it announces output. */
export function announcesSample(sentence: string): boolean {
  return SAMPLE.test(lastSentence(sentence))
}

/** Tells whether the reader must find a text in some output, so that its loss matters. */
export function announcesTextToSee(sentence: string): boolean {
  return TEXT_TO_SEE.test(lastSentence(sentence))
}

/** Tells whether it announces the words of an error message. */
export function announcesMessage(sentence: string): boolean {
  return MESSAGE.test(lastSentence(sentence))
}

/** Tells whether it announces a procedure. */
export function announcesSteps(sentence: string): boolean {
  return STEPS.test(lastSentence(sentence))
}

/** Tells whether any sentence of a text announces a procedure. */
export function mentionsSteps(text: string): boolean {
  return STEPS.test(text)
}

/** The last sentence of a text. */
export function lastSentence(text: string): string {
  const tail = text.trim().slice(-600)
  const at = Math.max(
    ...[...tail.slice(0, -1).matchAll(/[.!?]["”]?\s+(?=[A-Z(])/g)].map(({ index, 0: stop }) => index + stop.length),
    0,
  )
  return tail.slice(at)
}
