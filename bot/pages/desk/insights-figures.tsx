import { Rows } from './picture.tsx'
import type { PictureData } from './wire.ts'

/** The figures above the pictures, with the tables that have none. */
export function Figures({ data: { outcomes, questions, topics }, query }: PictureData) {
  const sum = (of: 'cases' | 'alone' | 'person') => outcomes.reduce((total, day) => total + day[of], 0)
  const [cases, alone, person] = [sum('cases'), sum('alone'), sum('person')]
  const asked = questions.reduce((total, { questions: each, cases: times }) => total + each * times, 0)
  const share = (part: number) => (cases === 0 ? '–' : `${Math.round((100 * part) / cases)} %`)
  return (
    <>
      <dl class="figures">
        <Figure name="Cases" value={String(cases)} />
        <Figure name="Solved without a person" value={share(alone)} />
        <Figure name="Handed to IT" value={share(person)} />
        <Figure name="Questions asked per case" value={cases === 0 ? '–' : (asked / cases).toFixed(1)} />
      </dl>
      <div class="tables">
        <Rows
          title="Cases by topic"
          file="topics"
          query={query}
          head={['Topic', 'Cases', 'Solved without a person', 'Handed to IT']}
          rows={topics.map((one) => [one.title, one.cases, one.alone, one.person])}
        />
        <Rows
          title="Questions per case"
          file="questions"
          query={query}
          head={['Questions asked', 'Cases']}
          rows={questions.map((one) => [one.questions, one.cases])}
        />
      </div>
    </>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
