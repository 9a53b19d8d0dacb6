import { element } from './element.ts'
import type { PageData, PageDocument } from './page-data.ts'

export type TopicList = {
  root: HTMLElement
  /** Marks the document that is drawn. */
  mark: (document: string | undefined) => void
  focusSearch: () => void
}

/** The searchable list of all documents, with filters for product and code. */
export function createTopicList(data: PageData): TopicList {
  const items = data.documents.map((one) => ({ one, words: wordsOf(data, one), item: listItem(one) }))
  const groups = groupsOf(items)
  const filters = createFilters(data, (fits) => {
    for (const { one, words, item } of items) item.hidden = !fits(one, words)
    for (const { root, members } of groups) root.hidden = members.every(({ item }) => item.hidden)
    const shown = items.filter(({ item }) => !item.hidden).length
    return shown === 0 ? 'Nothing fits. Take a word or a filter away.' : `${shown} of ${items.length}`
  })
  const root = element(
    'nav',
    { class: 'list', 'aria-label': 'Topics and procedures' },
    filters.root,
    element('div', { class: 'groups' }, ...groups.map((group) => group.root)),
  )
  root.addEventListener('keydown', (event) => moveFocus(root, event))
  return {
    root,
    mark: (document) => {
      for (const { one, item } of items) {
        const isCurrent = one.id === document
        item.firstElementChild?.toggleAttribute('aria-current', isCurrent)
        if (isCurrent) item.scrollIntoView({ block: 'nearest' })
      }
    },
    focusSearch: filters.focus,
  }
}

type Fits = (document: PageDocument, words: string) => boolean

/** Search and filters; `apply` hides what does not fit and says how much is left. */
function createFilters(data: PageData, apply: (fits: Fits) => string): { root: HTMLElement; focus: () => void } {
  const search = element('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Title, code, message or step',
    autocomplete: 'off',
    spellcheck: 'false',
  }) as HTMLInputElement
  const product = select('product', 'Any product', ['office', 'windows'])
  const code = select('code', 'Any code', [...new Set(data.documents.flatMap((one) => one.codes))].sort())
  const count = element('p', { class: 'count', role: 'status' })
  const filter = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    count.textContent = apply(
      ({ products, codes }, words) =>
        wanted.every((word) => words.includes(word)) &&
        (product.value === '' || products.some((name) => name === product.value)) &&
        (code.value === '' || codes.includes(code.value)),
    )
  }
  for (const input of [search, product, code]) input.addEventListener('input', filter)
  filter()
  const pair = element(
    'div',
    { class: 'pair' },
    labelled('Product', 'product', product),
    labelled('Code', 'code', code),
  )
  return {
    root: element('div', { class: 'filters' }, labelled('Search', 'search', search), pair, count),
    focus: () => search.focus(),
  }
}

type Item = { one: PageDocument; words: string; item: HTMLElement }

function groupsOf(items: readonly Item[]): { root: HTMLElement; members: Item[] }[] {
  return [
    { kind: 'topic', title: 'Topics' },
    { kind: 'procedure', title: 'Procedures' },
  ].map(({ kind, title }) => {
    const members = items.filter(({ one }) => one.kind === kind)
    const list = element('ul', {}, ...members.map(({ item }) => item))
    return { root: element('section', {}, element('h2', {}, title), list), members }
  })
}

function listItem({ id, title, codes, products }: PageDocument): HTMLElement {
  const tags = [...codes, ...products].map((tag) => element('span', { class: 'tag' }, tag))
  return element(
    'li',
    {},
    element(
      'a',
      { href: `#${id}` },
      element('span', { class: 'title' }, title),
      element('span', { class: 'tags' }, ...tags),
    ),
  )
}

/** Everything by which somebody may look for a document. */
function wordsOf(data: PageData, { id, title, summary, codes, messages, nodes }: PageDocument): string {
  const titles = nodes.map((node) => data.nodes[node]?.title ?? '')
  return [id, title, summary.replace(/<[^<>]+>/g, ''), ...codes, ...messages, ...titles].join(' ').toLowerCase()
}

function select(id: string, any: string, values: readonly string[]): HTMLSelectElement {
  const options = values.map((value) => element('option', { value }, value))
  return element('select', { id }, element('option', { value: '' }, any), ...options) as HTMLSelectElement
}

function labelled(text: string, id: string, input: HTMLElement): HTMLElement {
  return element('div', { class: 'field' }, element('label', { for: id }, text), input)
}

function moveFocus(root: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  if (event.target instanceof HTMLSelectElement) return
  const links = [...root.querySelectorAll<HTMLElement>('li:not([hidden]) > a')]
  const at = document.activeElement instanceof HTMLElement ? links.indexOf(document.activeElement) : -1
  const next = links[event.key === 'ArrowDown' ? at + 1 : at - 1]
  if (!next) return
  event.preventDefault()
  next.focus()
}
