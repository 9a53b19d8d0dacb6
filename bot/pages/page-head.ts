/** The head of a page. `style` is an element, or several: what the page looks like, and what it may do. */
export function pageHead(title: string, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
${style}
</head>`
}

/** A style sheet that the bot serves. The nonce is the one of the response's content security policy. */
export function styleSheet(href: string, nonce: string): string {
  return `<link rel="stylesheet" href="${href}" nonce="${nonce}">`
}
