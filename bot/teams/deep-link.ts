// Longer addresses are cut off somewhere on their way: by browsers, mail gateways, Teams itself.
const LONGEST_MESSAGE = 1200

/** The address that opens a chat with the bot in Teams, with a text in the box that nobody has sent yet. */
export function botChatLink(appId: string, message = ''): string {
  return chatLink(`28:${appId}`, message)
}

/** The address that opens a chat with a person whom Microsoft Entra knows by this id; nothing for other ids. */
export function personChatLink(id: string, message = ''): string | undefined {
  return GUID.test(id) ? chatLink(`8:orgid:${id}`, message) : undefined
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function chatLink(user: string, message: string): string {
  const url = new URL('https://teams.microsoft.com/l/chat/0/0')
  // Teams reads the colon as it is only.
  const prefilled =
    message === '' ? '' : `&message=${encodeURIComponent(message.slice(0, LONGEST_MESSAGE).toWellFormed())}`
  return `${url.href}?users=${user}${prefilled}`
}
