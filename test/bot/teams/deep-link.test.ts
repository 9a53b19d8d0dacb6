import { describe, expect, it } from 'vitest'

import { botChatLink, personChatLink } from '../../../bot/teams/deep-link.ts'

const ID = '12345678-1234-1234-1234-123456789abc'

describe('botChatLink', () => {
  it('opens the chat with the bot, with a text in the box', () => {
    expect(botChatLink(ID)).toBe(`https://teams.microsoft.com/l/chat/0/0?users=28:${ID}`)
    expect(botChatLink(ID, 'a & b\n#1')).toBe(
      `https://teams.microsoft.com/l/chat/0/0?users=28:${ID}&message=a%20%26%20b%0A%231`,
    )
  })

  it('stays short, and well-formed', () => {
    expect(botChatLink(ID, '😀'.repeat(5000)).length).toBeLessThan(8000)
    expect(() => botChatLink(ID, '\ud800')).not.toThrow()
  })
})

describe('personChatLink', () => {
  it('opens the chat with somebody of the directory, and with nobody else', () => {
    expect(personChatLink(ID, 'A-1: ')).toBe(
      `https://teams.microsoft.com/l/chat/0/0?users=8:orgid:${ID}&message=A-1%3A%20`,
    )
    for (const id of ['dl_1', '29:abc', `${ID}&users=evil`, '']) expect(personChatLink(id)).toBeUndefined()
  })
})
