import { useRef, useState } from 'preact/hooks'

import { Button } from './button.tsx'
import { shortcutsAreOn, switchShortcuts, useShortcuts } from './shortcuts.ts'

const KEYS = [
  ['j, ↓', 'next case'],
  ['k, ↑', 'case before'],
  ['Enter', 'open it'],
  ['c', 'claim it'],
  ['/', 'search'],
  ['r', 'write an answer'],
  ['Esc', 'back to the queue'],
  ['?', 'this list'],
] as const

/** Lists the keys, and turns single keys off for who needs that. */
export function ShortcutHelp() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [on, setOn] = useState(shortcutsAreOn())
  const open = () => dialog.current?.showModal()
  useShortcuts({ '?': open })
  return (
    <>
      <Button appearance="subtle" size="small" onClick={open}>
        Keys
      </Button>
      <dialog ref={dialog} aria-labelledby="keys-title">
        <h2 id="keys-title">Keys</h2>
        <dl class="keys">
          {KEYS.map(([key, does]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <label>
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => {
              switchShortcuts(event.currentTarget.checked)
              setOn(event.currentTarget.checked)
            }}
          />{' '}
          Single keys do something
        </label>
        <form method="dialog">
          <button class="plain" type="submit">
            Close
          </button>
        </form>
      </dialog>
    </>
  )
}
