import { pageHead, styleSheet } from './page-head.ts'

const TEXTS = {
  title: 'Activation support',
  why: 'Sign in, then the chat opens here.',
  signIn: 'Sign in',
}

/** What a frame shows instead of the chat while nobody is signed in; it looks again when the person comes back. */
export function signInPage(nonce: string, signIn: string): string {
  return `${pageHead(TEXTS.title, styleSheet('/pages/chat.css', nonce))}
<body>
<header><h1>${TEXTS.title}</h1></header>
<main class="sign-in"><p>${TEXTS.why}</p><a href="${signIn}" target="_blank" rel="noopener">${TEXTS.signIn}</a></main>
<script nonce="${nonce}">
document.addEventListener('visibilitychange', () => document.hidden || location.reload())
</script>
</body>
</html>
`
}
