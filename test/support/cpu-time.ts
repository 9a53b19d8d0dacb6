/** Milliseconds of processor time that `work` takes: unlike the clock's, they do not depend on what else the machine does. */
export function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
