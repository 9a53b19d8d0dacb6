/**
 * Puts a text on the clipboard and tells whether it got there. Plain-http intranet pages have no Clipboard API:
 * there the old copy command does it, and where even that is refused the text is left selected.
 */
export async function copyText(text: string, shown: HTMLElement): Promise<boolean> {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // A frame without the permission lands here.
    }
  }
  return copyBySelection(text, shown)
}

function copyBySelection(text: string, shown: HTMLElement): boolean {
  const carrier = document.createElement('textarea')
  carrier.value = text
  carrier.className = 'copy-carrier'
  carrier.setAttribute('aria-hidden', 'true')
  document.body.append(carrier)
  carrier.select()
  const copied = document.execCommand('copy')
  carrier.remove()
  if (!copied) window.getSelection()?.selectAllChildren(shown)
  return copied
}
