import type { CaseNote } from '../../dialogs/index.ts'
import { smallKnowledge } from './small-knowledge.ts'
import { startTalk, type Talk } from './talk.ts'

export const knowledge = smallKnowledge()
export const NUMBER = 'A-1042'
export const ANNA: CaseNote = { number: NUMBER, status: 'claimed', owner: 'Anna' }
export const KEY = 'JBHQ2-WDV8K-TPMX3-9HJPD-2FCQB'

export const atConsent = (profile: 'webchat' | 'teams' = 'webchat') =>
  startTalk(knowledge, profile).say('0x80070422 in office').say("I'm not an admin")
export const handedOver = () => atConsent().click('Send to IT')
export const say = (talk: Talk, text: string, cases: CaseNote[] = [ANNA]) =>
  talk.take({ kind: 'message', text, files: [], cases })
export const words = (talk: Talk, text: string, said: 'question' | 'answer' | 'resolution' = 'answer') =>
  talk.take({ kind: 'ticket', number: NUMBER, status: 'claimed', words: text, said, author: 'Anna' })
export const draftOf = (talk: Talk) =>
  talk.effects.flatMap((effect) => (effect.kind === 'openTicket' ? effect.ticket : []))[0]
