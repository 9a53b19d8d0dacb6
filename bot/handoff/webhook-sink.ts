import { Webhook } from 'standardwebhooks'

import { headline } from './describe-case.ts'
import type { Sink } from './dispatcher.ts'
import type { NewsPorts } from './mail-sink.ts'
import type { News } from './news.ts'
import type { Outbound } from './outbound.ts'
import { renderTranscript } from './render-report.ts'
import type { WebhookSettings } from './sink-settings.ts'

/** The version of the body; it changes when a field changes its meaning or goes away. */
export const WEBHOOK_SCHEMA = 1

export type WebhookPorts = NewsPorts & { outbound: Outbound; clock: () => number }

/** Posts news of cases, signed as Standard Webhooks has it; every copy has the same `webhook-id`. */
export function createWebhookSink({ url, secrets }: WebhookSettings, ports: WebhookPorts): Sink {
  return async (parcel) => {
    const news = await ports.readNews(parcel)
    const body = JSON.stringify(toBody(news, ports))
    const sentAt = new Date(ports.clock())
    const signatures = secrets.map((secret) => new Webhook(secret.reveal()).sign(news.key, sentAt, body))
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': 'activation-support-bot',
      'Idempotency-Key': news.key,
      'webhook-id': news.key,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    }
    await ports.outbound({ method: 'POST', url, headers, body })
  }
}

const LONGEST_TRANSCRIPT = 200_000

// Field by field: what is not named here does not leave the house.
function toBody(news: News, { titleOf }: NewsPorts): object {
  const { kind, key, caseKey, entry, transcript, page } = news
  const { what, urgency, who } = headline(news, titleOf)
  const { number, status, version, channel, locale, owner, openedAt, changedAt, draft } = news.case
  const { topic, codes, facts, fleet, tried, question, words, collect, contact } = draft
  const said = kind === 'opened' ? renderTranscript(transcript).slice(-LONGEST_TRANSCRIPT).toWellFormed() : ''
  return {
    schema: WEBHOOK_SCHEMA,
    type: `case.${kind}`,
    timestamp: new Date(kind === 'opened' ? openedAt : (entry?.at ?? changedAt)).toISOString(),
    data: {
      key,
      summary: [what, urgency, who],
      case: {
        key: caseKey,
        number,
        ...(page !== undefined && { url: page }),
        status,
        version,
        openedAt: new Date(openedAt).toISOString(),
        channel,
        locale,
        person: draft.who ?? news.case.person,
        ...(contact !== undefined && { contact }),
        ...(owner && { owner: owner.name }),
        ...(topic !== undefined && { topic, title: titleOf(topic) ?? topic }),
        codes,
        facts,
        ...(fleet && { fleet }),
        tried,
        question,
        ...(words !== undefined && { words }),
        ...(collect && { collect }),
      },
      ...(entry && { entry: toEntry(entry) }),
      ...(said !== '' && { transcript: said }),
    },
  }
}

function toEntry({ id, at, by, author, kind, text }: NonNullable<News['entry']>): object {
  return { id, at: new Date(at).toISOString(), by, ...(author !== undefined && { author }), kind, text }
}
