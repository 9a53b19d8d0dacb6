import { publishedKey } from '../evidence/published-keys.ts'

const KEY = /(?<![A-Z0-9-])[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}(?![A-Z0-9-])(?! \[GVLK)/gi
const OPTION = /\/(?:ipk|inpkey:)[ \t"']{0,5}$/i

/** Says beside a published setup key what it is for; not within a command, which must stay as it is run. */
export function labelPublishedKeys(text: string): string {
  return text.replace(KEY, (key: string, at: number) => {
    const published = publishedKey(key.replaceAll('-', ''))
    const isCommand = OPTION.test(text.slice(Math.max(0, at - 20), at))
    return published && !isCommand ? `${key} [GVLK ${published.name}]` : key
  })
}
