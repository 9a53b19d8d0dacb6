import type { DialogGraph } from '../graph.ts'
import type { Lexicon } from '../lexicon.ts'
import { type Analyser, createAnalyser } from './analyse.ts'
import { addAsides } from './asides.ts'
import { type Sample, samplesOf, vocabularyFrom } from './corpus.ts'
import { extractFeatures } from './features.ts'
import { filterHas, filterOf, type Model, OTHER_CLASSES, quantise } from './model.ts'
import { prepareMatching } from './prepared.ts'
import { type Example, fitRegression } from './regression.ts'

/** Trains the classifier on the documents' phrases and the lexicon. Pure: the same input gives the same model. */
export function train(graph: DialogGraph, lexicon: Lexicon, english: string[] = []): Model {
  const samples = addAsides(samplesOf(graph, lexicon), lexicon)
  const filter = filterOf(english)
  const isEnglish = (word: string) => filterHas(filter, word)
  const prepared = prepareMatching(graph, lexicon, isEnglish)
  const vocabulary = vocabularyFrom(new Map(prepared.vocabulary), isEnglish)
  const classes = [...graph.topics.map(({ id }) => id), ...OTHER_CLASSES]
  const features = new Map<string, number>()
  const examples = examplesOf(samples, { analyser: createAnalyser(lexicon, vocabulary), features, classes })
  const regression = fitRegression(examples, features.size, classes.length)
  return { classes, features: [...features.keys()], ...quantise(regression), english: filter, prepared }
}

type Encoding = { analyser: Analyser; features: Map<string, number>; classes: string[] }

function examplesOf(samples: Sample[], encoding: Encoding): Example[] {
  const { analyser, features, classes } = encoding
  return samples.flatMap(({ texts, classes: names, weight }) => {
    const [own = '', ...twins] = names
    const shares = [twins.length === 0 ? 1 : 0.6, ...twins.map(() => 0.4 / twins.length)]
    return texts.map((text): Example => {
      const { names: found, values } = extractFeatures(analyser.analyse(text))
      return {
        features: Int32Array.from(found, (name) => numberOf(name, features)),
        values: Float32Array.from(values),
        classes: Int32Array.from([own, ...twins], (name) => classes.indexOf(name)),
        shares: Float32Array.from(shares),
        weight: weight / Math.sqrt(Math.sqrt(texts.length)),
      }
    })
  })
}

function numberOf(name: string, features: Map<string, number>): number {
  const known = features.get(name)
  if (known !== undefined) return known
  features.set(name, features.size)
  return features.size - 1
}
