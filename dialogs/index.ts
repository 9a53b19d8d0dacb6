export type {
  AttachedFile,
  Card,
  CaseNote,
  ChannelProfile,
  ChoiceData,
  ConversationEvent,
  Effect,
  Knowledge,
  MachinesOfCause,
  Organisation,
  Reply,
  Source,
  Standing,
  StepTried,
  TicketDraft,
  Turn,
} from './conversation.ts'
export { converse } from './converse.ts'
export { type Diagnosis, diagnose, type NextStep, type TopicNamed } from './diagnose.ts'
export { type Language, languageFor } from './languages/index.ts'
export type { Milestone } from './milestones.ts'
export { visible } from './quote.ts'
export { type Asking, type ConversationState, createState } from './state.ts'
