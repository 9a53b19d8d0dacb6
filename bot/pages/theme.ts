import { readableOn } from './contrast.ts'

/** Takes over accent and scheme from the page around. */
export function applyLook(
  element: HTMLElement,
  { accent, scheme }: { accent?: string; scheme?: 'light' | 'dark' },
): void {
  if (accent) {
    element.style.setProperty('--accent', accent)
    element.style.setProperty('--on-accent', readableOn(accent))
  }
  if (scheme) element.dataset['scheme'] = scheme
}

/** Web Chat style options from the page's colour tokens, so that light and dark are declared once, in the style sheet. */
export function styleOptions(element: Element): Record<string, unknown> {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    primaryFont: token('font'),
    monospaceFont: token('mono'),
    accent: token('accent'),
    subtle: token('subtle'),
    backgroundColor: token('page'),
    bubbleBackground: token('bubble'),
    bubbleTextColor: token('text'),
    bubbleBorderColor: token('line'),
    bubbleBorderRadius: 8,
    bubbleFromUserBackground: token('user-bubble'),
    bubbleFromUserTextColor: token('text'),
    bubbleFromUserBorderColor: token('user-line'),
    bubbleFromUserBorderRadius: 8,
    bubbleMaxWidth: 720,
    bubbleMinWidth: 120,
    bubbleAttachmentMaxWidth: 720,
    bubbleMessageMaxWidth: 720,
    paddingRegular: 12,
    paddingWide: 20,
    avatarSize: 0,
    botAvatarInitials: '',
    userAvatarInitials: '',
    sendBoxTextWrap: true,
    sendBoxBackground: token('bubble'),
    sendBoxTextColor: token('text'),
    sendBoxButtonColor: token('subtle'),
    sendBoxPlaceholderColor: token('subtle'),
    sendBoxBorderTop: `1px solid ${token('line')}`,
    sendBoxMaxHeight: 200,
    suggestedActionLayout: 'flow',
    suggestedActionBackgroundColor: token('bubble'),
    suggestedActionBorderColor: token('accent'),
    suggestedActionTextColor: token('accent'),
    suggestedActionBorderRadius: 4,
    suggestedActionHeight: 32,
    timestampColor: token('subtle'),
    groupTimestamp: 60_000,
    hideUploadButton: false,
    uploadMultiple: false,
    adaptiveCardsParserMaxVersion: '1.6',
    transcriptVisualKeyboardIndicatorColor: token('accent'),
  }
}

/** Adaptive Card host configuration in the page's colours and Fluent's sizes. */
export function hostConfig(element: Element): Record<string, unknown> {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const colors = (text: string, subtle: string) => ({ default: text, subtle })
  const foreground = {
    default: colors(token('text'), token('subtle')),
    accent: colors(token('accent'), token('accent')),
    good: colors(token('good'), token('good')),
    warning: colors(token('warning'), token('warning')),
    attention: colors(token('attention'), token('attention')),
  }
  const container = (background: string) => ({ backgroundColor: background, foregroundColors: foreground })
  return {
    fontFamily: token('font'),
    fontTypes: { default: { fontFamily: token('font') }, monospace: { fontFamily: token('mono') } },
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 14 },
    supportsInteractivity: true,
    separator: { lineThickness: 1, lineColor: token('line') },
    containerStyles: {
      default: container(token('bubble')),
      emphasis: container(token('page')),
      accent: container(token('page')),
      good: container(token('page')),
      warning: container(token('warning-fill')),
      attention: container(token('attention-fill')),
    },
    actions: {
      maxActions: 6,
      actionAlignment: 'left',
      actionsOrientation: 'horizontal',
      buttonSpacing: 8,
      spacing: 'default',
      showCard: { actionMode: 'inline', inlineTopMargin: 12 },
    },
    adaptiveCard: { allowCustomStyle: false },
    factSet: { spacing: 12, title: { weight: 'bolder', maxWidth: 160, wrap: true } },
  }
}
