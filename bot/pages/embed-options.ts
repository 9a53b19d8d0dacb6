import { readColour } from './frame-protocol.ts'

/** How the chat looks on the page around it. */
export type EmbedOptions = {
  /** Address of the chat page. */
  chat: string
  label: string
  close: string
  title: string
  accent?: string
  scheme?: 'light' | 'dark'
  side: 'left' | 'right'
}

const LONGEST = 80

/** Reads the data attributes of the script element; what is not understood keeps its default. */
export function readOptions({ src, dataset }: Pick<HTMLScriptElement, 'src' | 'dataset'>): EmbedOptions | undefined {
  const address = URL.parse(src)
  if (!address || !/^https?:$/.test(address.protocol)) return undefined
  const words = (value: string | undefined, otherwise: string) => value?.trim().slice(0, LONGEST) || otherwise
  const { accent, scheme, side, label, close, title } = dataset
  const colour = readColour(accent)
  return {
    chat: new URL('./', address).href,
    label: words(label, 'Activation help'),
    close: words(close, 'Close activation help'),
    title: words(title, 'Activation help'),
    ...(colour && { accent: colour }),
    ...((scheme === 'light' || scheme === 'dark') && { scheme }),
    side: side === 'left' ? 'left' : 'right',
  }
}
