import type { HTMLAttributes, TargetedInputEvent } from 'preact'

type Fluent<Own> = Omit<HTMLAttributes<HTMLElement>, keyof Own> & Own
type Field = {
  value?: string
  name?: string
  type?: string
  placeholder?: string
  required?: boolean
  disabled?: boolean
  readonly?: boolean
  autocomplete?: string
  maxlength?: number
  resize?: 'none' | 'vertical'
  'auto-resize'?: boolean
  'current-value'?: string
  'control-size'?: 'small' | 'medium' | 'large'
  size?: string
  onInput?: (event: TargetedInputEvent<HTMLInputElement>) => void
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'fluent-button': Fluent<{
        appearance?: 'primary' | 'outline' | 'subtle' | 'transparent'
        size?: 'small' | 'medium' | 'large'
        type?: 'button' | 'submit'
        disabled?: boolean
      }>
      'fluent-toggle-button': Fluent<{ pressed?: boolean; size?: 'small' | 'medium'; appearance?: 'subtle' }>
      'fluent-text-input': Fluent<Field>
      'fluent-textarea': Fluent<Field>
      'fluent-badge': Fluent<{
        appearance?: 'filled' | 'ghost' | 'outline' | 'tint'
        color?: 'brand' | 'danger' | 'important' | 'informative' | 'severe' | 'subtle' | 'success' | 'warning'
        size?: 'small' | 'medium' | 'large'
        shape?: 'rounded' | 'circular' | 'square'
      }>
      'fluent-message-bar': Fluent<{ intent?: 'info' | 'success' | 'warning' | 'error'; layout?: 'multiline' }>
      'fluent-spinner': Fluent<{ size?: 'small' | 'medium' | 'large' }>
    }
  }
}
