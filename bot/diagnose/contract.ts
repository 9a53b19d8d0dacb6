import { z } from 'zod'

import { FACTS, type FactName } from '../../knowledge/index.ts'
import { TEXT_LIMIT } from '../activity.ts'

const FACT_NAMES = Object.keys(FACTS) as FactName[]
const EARLIER_LIMIT = 20

/** What was given before in the same case. */
export const EarlierTexts = z
  .array(z.string().min(1).max(TEXT_LIMIT))
  .max(EARLIER_LIMIT, `has more than ${EARLIER_LIMIT} texts`)
  .refine((texts) => texts.join('').length <= TEXT_LIMIT, `is longer than ${TEXT_LIMIT} characters in all`)
  .describe('Texts of the same case given before, oldest first. Nothing is kept between two requests.')

/** What another program asks: a text, and the texts of the same case before it. */
export const DiagnoseRequest = z.strictObject({
  text: z
    .string()
    .min(1, 'is empty')
    .max(TEXT_LIMIT, `is longer than ${TEXT_LIMIT} characters`)
    .describe('Error text, code, tool output, own words, or the answer to what was asked last.'),
  earlier: EarlierTexts.default([]),
})

const topic = z.object({ id: z.string(), title: z.string() })
const fact = z.object({
  value: z.unknown().describe('Text, number, yes or no, or a list of texts.'),
  from: z.string().describe('Which tool or answer it is from.'),
  printed: z.string().optional().describe('What the tool printed, where the value has another form.'),
  line: z.int().optional().describe('Line of the text, from 1.'),
})

const command = z.object({
  text: z.string().describe('To copy as it is; a value that is missing is marked.'),
  shell: z.string(),
  runOn: z.string().describe('Which machine.'),
  elevated: z.boolean(),
  risk: z.enum(['reads', 'setting', 'restart', 'registry', 'mak']),
  expect: z.string().optional().describe('What it prints when it worked.'),
  undo: z.string().optional(),
})

/** What comes back. */
export const DiagnoseAnswer = z.object({
  decision: z.enum(['accepted', 'ambiguous', 'rejected', 'human']),
  reason: z.enum(['foreign', 'undocumented', 'crack', 'smalltalk', 'unclear']).optional(),
  topics: z.array(topic.extend({ score: z.number().min(0).max(1) })).describe('Best first.'),
  also: z.array(topic).describe('Further problems that the text has.'),
  codes: z.array(z.string()),
  facts: z.partialRecord(z.enum(FACT_NAMES), fact),
  topic: topic.optional().describe('Where the case stands.'),
  next: z.object({
    node: z.string().optional(),
    title: z.string().optional(),
    text: z.string().describe('The whole answer, Markdown.'),
    asks: z.array(z.object({ fact: z.enum(FACT_NAMES), question: z.string() })),
    choices: z.array(z.string()).describe('Words that answer.'),
    commands: z.array(command),
    needsPerson: z.boolean().describe('True where a person of IT has to go on. Nobody is called.'),
    source: z
      .object({ document: z.string(), heading: z.string(), lines: z.tuple([z.int(), z.int()]) })
      .optional()
      .describe('Where the step is written.'),
  }),
})
