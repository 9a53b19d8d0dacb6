import '@fluentui/web-components/badge.js'
import '@fluentui/web-components/button.js'
import '@fluentui/web-components/message-bar.js'
import '@fluentui/web-components/spinner.js'
import '@fluentui/web-components/text-input.js'
import '@fluentui/web-components/textarea.js'
import '@fluentui/web-components/toggle-button.js'
import { render } from 'preact'

import { App } from './app.tsx'
import { followSystemTheme } from './theme.ts'

followSystemTheme()
const place = document.getElementById('desk')
if (place) render(<App />, place)
