import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { readSession, signOut } from './api.ts'
import { Button } from './button.tsx'
import { CasePage } from './case-page.tsx'
import { FeedbackPage } from './feedback-page.tsx'
import { InsightsPage } from './insights-page.tsx'
import { staying, usePath } from './navigate.ts'
import { QuestionsPage } from './questions-page.tsx'
import { QueuePage } from './queue-page.tsx'
import { ShortcutHelp } from './shortcut-help.tsx'
import { SignIn } from './sign-in.tsx'
import type { Me, SignInWay } from './wire.ts'

const PLACES = [
  ['/desk', 'Cases'],
  ['/desk/questions', 'Unanswered'],
  ['/desk/feedback', 'Feedback'],
  ['/desk/insights', 'Insights'],
] as const

type Door = { me?: Me; signIn?: SignInWay; problem?: 'refused' | 'unreachable'; ended?: boolean }

/** The desk: whoever is signed in sees a page of it. */
export function App() {
  const [door, setDoor] = useState<Door>({})
  const enter = useCallback(async () => setDoor(await readSession()), [])
  const leave = useCallback(async () => {
    const found = await readSession()
    setDoor('signIn' in found ? { ...found, ended: true } : found)
  }, [])
  useEffect(() => void arrive(enter), [enter])
  if (door.me) return <Inside me={door.me} onSignedOut={leave} onSignOut={() => void signOut().then(enter)} />
  if (door.signIn) return <SignIn signIn={door.signIn} ended={door.ended === true} onSignedIn={enter} />
  if (door.problem === 'unreachable') return <Notice>The desk cannot be reached right now. Reload in a minute.</Notice>
  if (door.problem) return <Notice>You are known, but in no team of this desk. Ask whoever runs the bot.</Notice>
  return <Notice>Opening the desk …</Notice>
}

async function arrive(enter: () => Promise<void>): Promise<void> {
  await enter()
}

function Notice({ children }: { children: ComponentChildren }) {
  return (
    <main class="narrow">
      <h1>IT desk</h1>
      <p role="status">{children}</p>
    </main>
  )
}

type InsideProps = { me: Me; onSignedOut: () => void; onSignOut: () => void }

function Inside({ me, onSignedOut, onSignOut }: InsideProps) {
  const [path] = usePath()
  return (
    <>
      <a class="skip" href="#content">
        Skip to content
      </a>
      <header class="bar">
        <span class="brand">IT desk</span>
        <nav aria-label="Desk">
          {PLACES.map(([to, label]) => (
            <a key={to} href={to} onClick={staying} {...(isAt(path, to) && { 'aria-current': 'page' })}>
              {label}
            </a>
          ))}
        </nav>
        <span class="me">
          <ShortcutHelp />
          <span class="who" title={me.id}>
            {me.name}
            {me.role === 'reader' && ' (reads only)'}
          </span>
          {me.signIn.way !== 'proxy' && (
            <Button appearance="subtle" size="small" onClick={onSignOut}>
              Sign out
            </Button>
          )}
        </span>
      </header>
      <main id="content" tabIndex={-1}>
        <Page path={path} me={me} onSignedOut={onSignedOut} />
      </main>
    </>
  )
}

function isAt(path: string, to: string): boolean {
  return to === '/desk' ? path === to || path.startsWith('/desk/cases/') : path === to
}

function Page({ path, me, onSignedOut }: { path: string; me: Me; onSignedOut: () => void }) {
  const number = /^\/desk\/cases\/(A-\d+)$/.exec(path)?.[1]
  if (number) return <CasePage key={number} number={number} me={me} onSignedOut={onSignedOut} />
  if (path === '/desk/questions') return <QuestionsPage me={me} onSignedOut={onSignedOut} />
  if (path === '/desk/feedback') return <FeedbackPage onSignedOut={onSignedOut} />
  if (path === '/desk/insights') return <InsightsPage me={me} onSignedOut={onSignedOut} />
  return <QueuePage me={me} onSignedOut={onSignedOut} />
}
