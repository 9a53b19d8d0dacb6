/**
 * Takes the text that a link puts into the box (`#q=…`) out of the address, so that a reload or a copied address does
 * not bring it again; a fragment never reaches a server.
 */
export function takeFragment({ location, history }: Pick<Window, 'location' | 'history'>): string | undefined {
  const fields = new URLSearchParams(location.hash.slice(1))
  const text = fields.get('q')
  if (!text) return undefined
  fields.delete('q')
  const rest = fields.toString()
  history.replaceState(history.state, '', `${location.pathname}${location.search}${rest && `#${rest}`}`)
  return text
}
