const TITLE = 'Activation support'
const SAYS =
  'This is the address of a bot that helps with the activation of Office and Windows. Write to it in Microsoft Teams, or ask your IT where it can be found. There is no chat on this page.'

/** What stands at the address of a bot whose chat page is off: people come from the app's page in Teams. */
export function closedPage(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${TITLE}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">
body { max-width: 40rem; margin: 12vh auto; padding: 0 1.5rem; font: 1rem/1.5 'Segoe UI', system-ui, sans-serif; }
</style>
</head>
<body>
<h1>${TITLE}</h1>
<p>${SAYS}</p>
</body>
</html>
`
}
