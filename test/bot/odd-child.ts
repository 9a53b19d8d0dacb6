import { answerParent } from '../../bot/answer-parent.ts'

/** A child that does what it is told, right or wrong. */
export type Order = 'answer' | 'environment' | 'throw' | 'exit' | 'hang' | 'fill'

answerParent((order: Order): unknown => {
  if (order === 'environment') return Object.keys(process.env)
  if (order === 'throw') throw new Error('The folder is gone.')
  if (order === 'exit') process.exit(3)
  const kept: string[][] = []
  while (order === 'hang' || order === 'fill') if (order === 'fill') kept.push(Array.from({ length: 1e5 }, String))
  return new Map([['a', new Float32Array([1, 2])]])
})
