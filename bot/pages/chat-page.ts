import type { PageSettings } from '../chat-routes.ts'
import { pageHead, styleSheet } from './page-head.ts'

/** What the chat page says itself; everything else comes from the conversation. */
const TEXTS = {
  title: 'Activation support',
  copy: 'Copy',
  copied: 'Copied',
  selected: 'Press Ctrl+C',
  person: 'Talk to a person',
  close: 'Close the chat',
  placeholder: 'Paste an error or an output',
  offline: 'The bot cannot be reached right now. Reload this page in a minute, or call your IT.',
}

/** The chat page as HTML. The nonce is the one of the response's content security policy. */
export function chatPage(nonce: string, settings: PageSettings): string {
  // `<` is the only character that could end the script element.
  const texts = JSON.stringify({ ...TEXTS, ...settings }).replaceAll('<', '\\u003c')
  return `${pageHead(TEXTS.title, styleSheet('/pages/chat.css', nonce))}
<body>
<header><h1>${TEXTS.title}</h1><button type="button" id="person">${TEXTS.person}</button><button type="button" id="close" aria-label="${TEXTS.close}" title="${TEXTS.close}" hidden>✕</button></header>
<p id="notice" role="alert" hidden></p>
<main id="chat"></main>
<script type="application/json" id="texts" nonce="${nonce}">${texts}</script>
<script src="/webchat.js" nonce="${nonce}"></script>
<script src="/pages/chat.js" nonce="${nonce}"></script>
</body>
</html>
`
}
