import { readableOn } from './contrast.ts'
import type { EmbedOptions } from './embed-options.ts'

const ACCENT = '#0f6cbd'

/** The look of button and panel. A constructed sheet needs no permission of the page's content security policy. */
export function embedSheet({ accent = ACCENT, side, scheme }: EmbedOptions): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
:host { all: initial; color-scheme: ${scheme ?? 'light dark'}; --accent: ${accent}; --on-accent: ${readableOn(accent)}; }
[hidden] { display: none !important; }
button {
  position: fixed; ${side}: 24px; bottom: 24px; z-index: 2147483000; width: 56px; height: 56px; padding: 0;
  border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent); cursor: pointer;
  box-shadow: 0 4px 12px rgb(0 0 0 / 24%), 0 0 2px rgb(0 0 0 / 20%); transition: transform 120ms ease-out;
}
button:hover { transform: scale(1.04); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
svg { width: 26px; height: 26px; fill: none; stroke: currentcolor; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; vertical-align: middle; }
.close, [aria-expanded=true] .open { display: none; }
[aria-expanded=true] .close { display: inline; }
.badge {
  position: absolute; top: -2px; right: -2px; min-width: 20px; height: 20px; padding: 0 5px; box-sizing: border-box;
  border-radius: 10px; background: #b10e1c; color: #ffffff; font: 600 12px/20px "Segoe UI", system-ui, sans-serif;
}
.panel {
  position: fixed; ${side}: 24px; bottom: 92px; z-index: 2147483000; width: 420px; height: min(680px, calc(100dvh - 116px));
  overflow: hidden; border-radius: 8px; background: Canvas;
  box-shadow: 0 14px 28px rgb(0 0 0 / 24%), 0 0 8px rgb(0 0 0 / 20%);
}
iframe { width: 100%; height: 100%; border: 0; display: block; }
@media (max-width: 480px), (max-height: 480px) {
  .panel { inset: 0; width: 100%; height: 100dvh; border-radius: 0; }
  [aria-expanded=true] { display: none; }
}
@media (prefers-reduced-motion: reduce) { button { transition: none; } button:hover { transform: none; } }
@media print { :host { display: none; } }
`)
  return sheet
}
