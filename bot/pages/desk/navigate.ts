import { useEffect, useState } from 'preact/hooks'

/** Where the page is, and a way to go elsewhere without loading it anew. */
export function usePath(): [string, (to: string) => void] {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => {
    const follow = () => setPath(location.pathname)
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])
  return [path, go]
}

/** Goes to a place of the desk. */
export function go(to: string): void {
  if (to === location.pathname) return
  history.pushState(null, '', to)
  dispatchEvent(new PopStateEvent('popstate'))
  scrollTo(0, 0)
}

/** Makes a plain click on a link stay in the page; others, such as into a new tab, are the browser's. */
export function staying(event: MouseEvent): void {
  const link = event.currentTarget
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
    return
  event.preventDefault()
  go(link.pathname)
}
