import * as AdaptiveCards from 'adaptivecards'
import { copyText } from './copy.ts'

export type CodeBlockTexts = { copy: string; copied: string; selected: string }

/** Makes Adaptive Cards show `CodeBlock` as a block of exact characters with a Copy button. */
export function registerCodeBlock(texts: CodeBlockTexts): void {
  class CodeBlock extends AdaptiveCards.CardElement {
    static readonly codeSnippet = new AdaptiveCards.StringProperty(AdaptiveCards.Versions.v1_0, 'codeSnippet')
    static readonly language = new AdaptiveCards.StringProperty(AdaptiveCards.Versions.v1_0, 'language')

    override getJsonTypeName(): string {
      return 'CodeBlock'
    }

    protected override internalRender(): HTMLElement {
      return renderCode(String(this.getValue(CodeBlock.codeSnippet) ?? ''), texts)
    }
  }
  AdaptiveCards.GlobalRegistry.defaultElements.register('CodeBlock', CodeBlock)
  AdaptiveCards.GlobalRegistry.reset()
}

function renderCode(code: string, texts: CodeBlockTexts): HTMLElement {
  const block = document.createElement('div')
  block.className = 'code-block'
  const shown = document.createElement('pre')
  shown.tabIndex = 0
  shown.textContent = code
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = texts.copy
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    button.textContent = (await copyText(code, shown)) ? texts.copied : texts.selected
    window.setTimeout(() => (button.textContent = texts.copy), 2000)
  })
  block.append(shown, button)
  return block
}
