type Attributes = Record<string, string | number | boolean | undefined>

/** Makes an HTML element with attributes and children; text stays text. */
export function element(tag: string, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag)
  setAttributes(made, attributes)
  made.append(...children)
  return made
}

/** Makes an element whose content is HTML that the build has rendered. */
export function rendered(tag: string, attributes: Attributes, html: string): HTMLElement {
  const made = element(tag, attributes)
  made.innerHTML = html
  return made
}

/** The same for SVG. */
export function shape(tag: string, attributes: Attributes = {}, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  setAttributes(made, attributes)
  made.append(...children)
  return made
}

function setAttributes(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue
    made.setAttribute(name, value === true ? '' : String(value))
  }
}
