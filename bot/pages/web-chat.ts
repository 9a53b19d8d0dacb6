/** The parts of Microsoft's Web Chat bundle (`window.WebChat`) that the page uses. */
export type WebChat = {
  createStore(state: object, middleware: StoreMiddleware): Store
  createDirectLine(options: { token: string; domain: string; conversationId?: string; watermark?: string }): DirectLine
  renderWebChat(props: Record<string, unknown>, element: HTMLElement): void
}

export type Action = { type: string; payload?: unknown }
export type Store = { dispatch(action: Action): void }
export type StoreMiddleware = (store: Store) => (next: (action: Action) => unknown) => (action: Action) => unknown
/** `token` is refreshed in place while the page is open. */
export type DirectLine = { token?: string; conversationId?: string }

declare global {
  interface Window {
    WebChat: WebChat
  }
}
