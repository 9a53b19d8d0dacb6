import { webDarkTheme, webLightTheme } from '@fluentui/tokens'
import { setTheme } from '@fluentui/web-components/theme/set-theme.js'

/** Takes Fluent's light or dark tokens as the system asks for, and follows when it changes. */
export function followSystemTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => setTheme(dark.matches ? webDarkTheme : webLightTheme)
  dark.addEventListener('change', apply)
  apply()
}
