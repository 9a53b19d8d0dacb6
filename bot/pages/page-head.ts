/** The head of a page that the bot serves. The nonce is the one of the response's content security policy. */
export function pageHead(title: string, style: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}" nonce="${nonce}">
</head>`
}
