declare module '@nlpjs/basic' {
  export type Nlp = {
    addDocument(language: string, text: string, intent: string): void
    train(): Promise<void>
    process(language: string, text: string): Promise<{ intent: string }>
  }
  export function dockStart(settings: object): Promise<{ get(name: 'nlp'): Nlp }>
}
