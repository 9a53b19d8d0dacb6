import type { ChildAnswer } from './child.ts'

/** Answers the question of the process that started this one, and ends. */
export function answerParent<Question>(work: (question: Question) => unknown): void {
  // Ctrl+C and service managers signal the whole group; the bot says when its children end.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})
  process.once('disconnect', () => process.exit())
  process.once('message', (question) => {
    process.send?.(
      answerOf(() => work(question as Question)),
      () => process.disconnect?.(),
    )
  })
}

function answerOf(work: () => unknown): ChildAnswer {
  try {
    return { answer: work() }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
