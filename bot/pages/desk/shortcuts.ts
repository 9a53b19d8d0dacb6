import { useEffect } from 'preact/hooks'

/** What a key does. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>

const SWITCH = 'desk-shortcuts'
const FIELDS = 'input, textarea, select, fluent-text-input, fluent-textarea, [contenteditable]'

/** Whether single keys do something: who dictates to the computer turns them off. */
export const shortcutsAreOn = () => localStorage.getItem(SWITCH) !== 'off'

/** Turns single keys on or off, for this browser. */
export const switchShortcuts = (on: boolean) => localStorage.setItem(SWITCH, on ? 'on' : 'off')

/** Listens to single keys, unless somebody writes. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return
      const act = Object.hasOwn(shortcuts, event.key) ? shortcuts[event.key] : undefined
      if (!act || (event.key !== 'Escape' && (target.closest(FIELDS) || !shortcutsAreOn()))) return
      act(event)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
}
