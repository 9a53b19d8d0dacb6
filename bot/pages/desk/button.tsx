import type { JSX } from 'preact'

/** Fluent's button with its role written out: not everything that reads a page asks the element itself. */
export function Button(props: JSX.IntrinsicElements['fluent-button']) {
  return <fluent-button role="button" aria-disabled={props.disabled === true} {...props} />
}
