import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dockStart } from '@nlpjs/basic'
import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'

import type { DialogGraph, Matcher } from '../../knowledge/index.ts'

/** Gives the topic it holds likeliest for a text. */
export type Classify = (text: string) => string | undefined | Promise<string | undefined>

/** A matcher under comparison; `prepare` trains or indexes. */
export type Contender = { name: string; version: string; prepare(): Classify | Promise<Classify> }

type Sample = { topic: string; text: string }

const load = createRequire(import.meta.url)
// With more texts of a phrase Fuse.js takes a second for a query; the others gain nothing.
const TEXTS = 5

/** Ours and the others, on the same documents and phrases. */
export function contenders(graph: DialogGraph, matcher: Matcher): Contender[] {
  const samples = samplesOf(graph)
  return [
    { name: 'ours', version: '', prepare: () => ours(matcher) },
    { name: 'natural Bayes', version: versionOf('natural'), prepare: () => bayes(samples) },
    { name: 'natural TfIdf', version: versionOf('natural'), prepare: () => tfIdf(samples) },
    { name: 'MiniSearch', version: versionOf('minisearch'), prepare: () => miniSearch(samples) },
    { name: 'Fuse.js', version: versionOf('fuse.js'), prepare: () => fuse(samples) },
    { name: 'nlp.js', version: versionOf('@nlpjs/basic'), prepare: () => nlpJs(samples) },
  ]
}

function versionOf(name: string): string {
  const manifest = JSON.parse(
    readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8'),
  ) as { version: string }
  return manifest.version
}

function samplesOf({ topics }: DialogGraph): Sample[] {
  return topics.flatMap(({ id, title, summary, messages, codes, phrases }) => {
    const texts = phrases.flatMap((phrase) => phrase.texts.slice(0, TEXTS))
    return [title, summary, ...messages, ...codes, ...texts].map((text) => ({ topic: id, text }))
  })
}

function ours(matcher: Matcher): Classify {
  return (text) => matcher.match(text, { facts: {} }).topics[0]?.id
}

type NaturalBayes = { addDocument(text: string, label: string): void; train(): void; classify(text: string): string }

function bayes(samples: Sample[]): Classify {
  const Bayes = load('natural/lib/natural/classifiers/bayes_classifier.js') as new () => NaturalBayes
  const classifier = new Bayes()
  for (const { text, topic } of samples) classifier.addDocument(text, topic)
  classifier.train()
  return (text) => classifier.classify(text)
}

type NaturalTfIdf = { addDocument(text: string, key: string): void; tfidfs(text: string): number[] }

/** One document for each topic; the largest sum of the text's words is taken. */
function tfIdf(samples: Sample[]): Classify {
  const TfIdf = load('natural/lib/natural/tfidf/tfidf.js') as new () => NaturalTfIdf
  const index = new TfIdf()
  const topics = [...new Set(samples.map(({ topic }) => topic))]
  for (const one of topics) {
    const texts = samples.filter(({ topic }) => topic === one).map(({ text }) => text)
    index.addDocument(texts.join('\n'), one)
  }
  return (text) => {
    const scores = index.tfidfs(text)
    return topics[scores.indexOf(Math.max(...scores))]
  }
}

function miniSearch(samples: Sample[]): Classify {
  const index = new MiniSearch<Sample & { id: number }>({ fields: ['text'], storeFields: ['topic'] })
  index.addAll(samples.map((sample, id) => ({ id, ...sample })))
  return (text) => {
    const [best] = index.search(text, { fuzzy: 0.2, prefix: true })
    return best?.['topic'] as string | undefined
  }
}

function fuse(samples: Sample[]): Classify {
  const index = new Fuse(samples, { keys: ['text'], ignoreLocation: true, threshold: 0.6, useTokenSearch: true })
  return (text) => index.search(text.slice(0, 256), { limit: 1 })[0]?.item.topic
}

async function nlpJs(samples: Sample[]): Promise<Classify> {
  const settings = { nlp: { languages: ['en'], autoSave: false }, 'nlu-en': { log: false }, nlu: { log: false } }
  const dock = await dockStart({ settings, use: ['Basic', 'LangEn'] })
  const nlp = dock.get('nlp')
  for (const { text, topic } of samples) nlp.addDocument('en', text, topic)
  await nlp.train()
  return async (text) => (await nlp.process('en', text)).intent
}
