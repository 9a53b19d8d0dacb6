import {
  type Activity,
  CloudAdapter,
  ConfigurationServiceClientCredentialFactory,
  type ConversationReference,
  type InvokeResponse,
  TurnContext,
} from 'botbuilder'

import type { AppRegistration } from './config.ts'
import { KeptClients } from './connector-clients.ts'
import type { Post } from './deliveries.ts'
import { keepEntitiesWhole } from './teams/whole-entities.ts'

type Logic = (context: TurnContext) => Promise<void>
/** What the bot does in conversations by the connector of a channel. */
export type Conversations = {
  createConversation(parameters: object): Promise<{ id?: string; activityId?: string }>
  updateActivity(conversation: string, id: string, activity: Partial<Activity>): Promise<unknown>
  replyToActivity(conversation: string, replyTo: string, activity: Partial<Activity>): Promise<unknown>
  sendToConversation(conversation: string, activity: Partial<Activity>): Promise<unknown>
}

/** The Bot Framework's adapter for requests that the guard has let through. */
export class SupportAdapter extends CloudAdapter {
  readonly #appId: string

  constructor(app?: AppRegistration) {
    const options = toOptions(app)
    super(new KeptClients({}, new ConfigurationServiceClientCredentialFactory(options)))
    this.#appId = app?.id ?? ''
    keepEntitiesWhole()
  }

  /** Runs a turn for an activity that has been authenticated. */
  async receive(activity: Partial<Activity>, logic: Logic): Promise<InvokeResponse | undefined> {
    const claimsIdentity = this.createClaimsIdentity(this.#appId)
    const connectorFactory = this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity)
    return await this.processActivity({ claimsIdentity, connectorFactory } as never, activity as Activity, logic)
  }

  /** A way to post to a conversation that still works when the turn that opened it is over. */
  posting(
    context: TurnContext,
    reference: Partial<ConversationReference> = TurnContext.getConversationReference(context.activity),
  ): Post {
    const { conversations } = context.turnState.get(this.ConnectorClientKey) as { conversations: Conversations }
    return async (content) => {
      const addressed = TurnContext.applyConversationReference({ inputHint: 'acceptingInput', ...content }, reference)
      const { id: _id, ...activity } = addressed
      const conversation = reference.conversation?.id ?? ''
      if (activity.replyToId === undefined) await conversations.sendToConversation(conversation, activity)
      else await conversations.replyToActivity(conversation, activity.replyToId, activity)
    }
  }

  /** Does something in conversations outside of any turn. */
  async actIn<T>(
    reference: Partial<ConversationReference>,
    work: (conversations: Conversations) => Promise<T>,
  ): Promise<T> {
    let done: { result: T } | undefined
    let fault: unknown
    await this.resume(reference, async (context) => {
      const { conversations } = context.turnState.get(this.ConnectorClientKey) as { conversations: Conversations }
      // What fails here is for the caller, who knows what it means.
      try {
        done = { result: await work(conversations) }
      } catch (error) {
        fault = error
      }
    })
    if (done) return done.result
    throw fault
  }

  /** Opens a turn to send something later. */
  async resume(reference: Partial<ConversationReference>, logic: Logic): Promise<void> {
    await this.continueConversationAsync(this.#appId, reference, logic)
  }
}

function toOptions(app: AppRegistration | undefined): Record<string, string> {
  if (!app) return {}
  return {
    MicrosoftAppId: app.id,
    MicrosoftAppType: app.type,
    ...(app.tenant && { MicrosoftAppTenantId: app.tenant }),
    ...(app.password && { MicrosoftAppPassword: app.password }),
  }
}
