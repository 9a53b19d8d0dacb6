const EVERY = 500
const parent = process.ppid

/** Calls `leave` once the shell in which `npm start` runs this process is gone: it keeps npm's signals to itself. */
export function whenNpmIsGone(leave: () => void): void {
  if (process.env['npm_lifecycle_event'] !== 'start') return
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    leave()
  }, EVERY)
  timer.unref()
}
