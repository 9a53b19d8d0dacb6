import { describe, expect, it } from 'vitest'

import { toInvokeAnswer } from '../../bot/invoke-answer.ts'

const data = { kind: 'choice', node: 'n', graph: 'g', turn: 2, pick: 'yes' } as const
const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'RichTextBlock', inlines: ['Is it so?'] },
    { type: 'Input.ChoiceSet', choices: [{ title: 'Perhaps', value: 'perhaps' }] },
  ],
  actions: [{ type: 'Action.Execute', title: 'Yes, it is', data }],
}
const last = { type: 'message', attachments: [{ content: card }] }
const said = { state: {}, replies: [{}] }

describe('toInvokeAnswer', () => {
  it('puts what was chosen in place of the buttons', () => {
    const answer = toInvokeAnswer({ data, last }, said)
    expect(answer).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' })
    const { actions: _, ...rest } = card
    const inlines = [{ text: 'You chose ' }, { text: 'Yes, it is' }]
    expect(answer.value).toMatchObject({ ...rest, body: [card.body[0], { type: 'RichTextBlock', inlines }] })
    expect(answer.value).not.toHaveProperty('actions')
  })

  it('names what was chosen from a list', () => {
    const answer = toInvokeAnswer({ data: { ...data, pick: 'perhaps' }, last }, said)
    expect(JSON.stringify(answer.value)).toContain('"Perhaps"')
  })

  it('leaves an older card as it is', () => {
    const answer = toInvokeAnswer({ data: { ...data, turn: 1 }, last }, said)
    expect(answer).toMatchObject({ type: 'application/vnd.microsoft.activity.message', value: 'My answer is below.' })
  })

  it('leaves the buttons when the turn failed', () => {
    expect(toInvokeAnswer({ data, last }, { replies: [{}] }).type).toBe('application/vnd.microsoft.activity.message')
  })

  it('tells who may not answer', () => {
    expect(toInvokeAnswer({ data, last }, { state: {}, replies: [] }).value).toContain('Only who opened this case')
  })
})
