import { ConfigurationBotFrameworkAuthentication } from 'botbuilder'

type Authentication = ConfigurationBotFrameworkAuthentication
type Claims = Parameters<Authentication['createConnectorFactory']>[0]
type ConnectorFactory = ReturnType<Authentication['createConnectorFactory']>
type ConnectorClient = ReturnType<ConnectorFactory['create']>
type UserTokenClient = ReturnType<Authentication['createUserTokenClient']>
type Request = { timeout: number; headers: { set(name: string, value: string): void } }
type Policy = { name: string; sendRequest(request: Request, next: (request: Request) => unknown): unknown }
/** The parts of a connector client that its types hide. */
type Pipeline = { removePolicy(policy: { name: string }): Policy[]; addPolicy(policy: Policy): void }
type Hidden = { client: { pipeline: Pipeline }; credentials: { signRequest(request: Request): Promise<unknown> } }

// The channel gives up on a turn after 15 s; a post that takes longer than this is in doubt anyway.
const POST_TIMEOUT = 10_000
// A channel has some addresses per region, and some tenants have their own.
const CLIENTS_KEPT = 200

/**
 * The Bot Framework's authentication with the identity of one app, whose clients are kept: building one takes as long
 * as posting with it, and the Bot Framework builds two in every turn.
 */
export class KeptClients extends ConfigurationBotFrameworkAuthentication {
  readonly #clients = new Map<string, ConnectorClient>()
  #userTokens: UserTokenClient | undefined

  /** Gives the client of an address, whoever asks. */
  override createConnectorFactory(claims: Claims): ConnectorFactory {
    return {
      create: (serviceUrl, audience) => {
        const name = `${audience ?? ''} ${serviceUrl}`
        const known = this.#clients.get(name)
        if (known) return known
        if (this.#clients.size >= CLIENTS_KEPT) this.#clients.clear()
        const made = super.createConnectorFactory(claims).create(serviceUrl, audience).then(pinned)
        this.#clients.set(name, made)
        made.catch(() => this.#clients.delete(name))
        return made
      },
    }
  }

  /** Gives the client for signing in, which every turn is handed and none uses. */
  override createUserTokenClient(claims: Claims): UserTokenClient {
    this.#userTokens ??= super.createUserTokenClient(claims).catch((error) => {
      this.#userTokens = undefined
      throw error
    })
    return this.#userTokens
  }
}

const REMOVED = [
  // A failed post would be repeated behind our back: the person would read the same thing up to four times.
  'defaultRetryPolicy',
  // A redirect would carry the bot's token to an address that nobody has checked.
  'redirectPolicy',
  // What no post has or needs costs as much time as all else that the client does: forms, parts, compressed answers,
  // signals to abort by, ids, spans and logs for the makers of the client, and headers written anew to be signed.
  'formDataPolicy',
  'multipartPolicy',
  'decompressResponsePolicy',
  'wrapAbortSignalLikePolicy',
  'setClientRequestIdPolicy',
  'tracingPolicy',
  'logPolicy',
  'ServiceClientContext_RequestPolicyFactories',
  'ServiceClientContext_Credentials_SignRequest',
]

/** Makes a client post once, in time, and without detours. */
function pinned<T extends object>(client: T): T {
  const { client: made, credentials } = client as unknown as Hidden
  for (const name of REMOVED)
    if (made.pipeline.removePolicy({ name }).length !== 1) throw new Error(`The connector client has no ${name}.`)
  made.pipeline.addPolicy({
    name: 'signedPost',
    sendRequest: async (request, next) => {
      request.timeout = POST_TIMEOUT
      request.headers.set('Accept', '*/*')
      await credentials.signRequest(request)
      return next(request)
    },
  })
  return client
}
