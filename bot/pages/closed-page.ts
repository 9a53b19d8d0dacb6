import { pageHead } from './page-head.ts'

const TITLE = 'Activation support'
const SAYS =
  'This is the address of a bot that helps with the activation of Office and Windows. Write to it in Microsoft Teams, or ask your IT where it can be found. There is no chat on this page.'
const STYLE =
  "body { max-width: 40rem; margin: 12vh auto; padding: 0 1.5rem; font: 1rem/1.5 'Segoe UI', system-ui, sans-serif; }"

/** What stands at the address of a bot whose chat page is off: people come from the app's page in Teams. */
export function closedPage(nonce: string): string {
  return `${pageHead(TITLE, `<style nonce="${nonce}">${STYLE}</style>`)}
<body>
<h1>${TITLE}</h1>
<p>${SAYS}</p>
</body>
</html>
`
}
