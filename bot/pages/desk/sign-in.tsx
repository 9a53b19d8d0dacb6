import { useState } from 'preact/hooks'
import { signIn as send } from './api.ts'
import { Button } from './button.tsx'
import type { SignInWay } from './wire.ts'

type SignInProps = { signIn: SignInWay; ended: boolean; onSignedIn: () => Promise<void> }

/** How to get in: a password, the organisation's provider, or the proxy that knows people already. */
export function SignIn({ signIn, ended, onSignedIn }: SignInProps) {
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (body: object) => {
    setBusy(true)
    const reply = await send(body)
    setBusy(false)
    if (reply.kind === 'ok') return await onSignedIn()
    if (reply.kind === 'signedOut' && signIn.href) return location.assign(signIn.href)
    setProblem(problemOf(reply))
  }
  return (
    <main class="narrow">
      <h1>IT desk</h1>
      <p>Cases that people handed to IT, questions the bot could not answer, and how it is doing.</p>
      {ended && <p role="status">You were signed out, because nobody was here for a while. What you wrote is kept.</p>}
      {problem && (
        <fluent-message-bar intent="error" role="alert">
          {problem}
        </fluent-message-bar>
      )}
      {signIn.way === 'password' ? (
        <PasswordForm busy={busy} onSubmit={submit} />
      ) : (
        <Button appearance="primary" disabled={busy} onClick={() => void submit({})}>
          {signIn.way === 'provider' ? 'Sign in' : 'Go on'}
        </Button>
      )}
    </main>
  )
}

function PasswordForm({ busy, onSubmit }: { busy: boolean; onSubmit: (body: object) => Promise<void> }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const submit = (event: Event) => {
    event.preventDefault()
    if (!busy) void onSubmit({ name, password })
  }
  return (
    <form class="stack" onSubmit={submit} onKeyDown={(event) => event.key === 'Enter' && submit(event)}>
      <fluent-text-input
        autocomplete="name"
        maxlength={80}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      >
        Your name, as people see it in the chat
      </fluent-text-input>
      <fluent-text-input
        type="password"
        autocomplete="current-password"
        value={password}
        onInput={(event) => setPassword(event.currentTarget.value)}
      >
        Password of this desk
      </fluent-text-input>
      <Button type="submit" appearance="primary" disabled={busy} onClick={submit}>
        Sign in
      </Button>
    </form>
  )
}

function problemOf(reply: Awaited<ReturnType<typeof send>>): string {
  if (reply.kind === 'unreachable') return 'The desk cannot be reached right now. Try again in a minute.'
  if (reply.kind === 'refused' && reply.status === 400) return 'Enter your name and the password.'
  if (reply.kind === 'refused' && reply.status === 429) return 'Too many wrong passwords. Try again in 15 minutes.'
  if (reply.kind === 'refused' && reply.status === 403) return 'That is not right, or you are in no team of this desk.'
  return 'You are not signed in. Reload this page and try again.'
}
