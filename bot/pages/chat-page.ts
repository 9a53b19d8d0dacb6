import type { PageSettings } from '../chat-routes.ts'

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
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${TEXTS.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/chat.css" nonce="${nonce}">
</head>
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
