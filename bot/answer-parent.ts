import type { ChildAnswer } from './child.ts'

/** Answers the question of the process that started this one, and ends. */
export function answerParent<Question>(work: (question: Question) => unknown): void {
  // Ctrl+C goes to the whole group; the bot says when its children end.
  process.on('SIGINT', () => {})
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
