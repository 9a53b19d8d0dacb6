import type { Setting } from '../reply.ts'
import type { Option } from '../state.ts'
import type { View } from '../view.ts'
import type { Action, ChoiceSet, Submit } from './elements.ts'

const MOST_PRIMARY = 4
const MOST_ACTIONS = 6
// More than this do not fit on a screen; the code can be typed as well.
const MOST_LISTED = 12

/** The buttons of a card; more ways than fit become a list to choose from. */
export function actionsOf(view: View, setting: Setting): Action[] {
  const beside = view.options.filter((option) => !isAnswer(option)).slice(0, MOST_PRIMARY - 1)
  const options = needsList(view)
    ? [{ pick: '', label: setting.language.buttons.continue }, ...beside]
    : [...view.options].sort((one, other) => rank(one) - rank(other))
  // An overflow with no button before it looks like nothing at all.
  if (options.length === 0) options.push(...view.more.filter(({ pick }) => !QUIET.includes(pick)))
  const more = [...options.slice(MOST_PRIMARY), ...view.more.filter((option) => !options.includes(option))].slice(
    0,
    MOST_ACTIONS - MOST_PRIMARY,
  )
  return [
    ...options.slice(0, MOST_PRIMARY).map((option) => button(option, setting)),
    ...more.map((option) => secondary(button(option, setting))),
  ]
}

const QUIET = ['back', 'why', 'restart', 'helpful', 'unhelpful']

// What answers comes first, then what leads past a step that nobody knows what to make of.
const rank = (option: Option) => (isAnswer(option) ? 0 : option.pick === 'skip' ? 1 : 2)

// A person, a skip or one paste for all are no answers: they stay buttons beside a list.
const isAnswer = ({ pick }: Option) => pick.includes(':') || pick === 'unknown'

/** Tells whether a card has more ways than buttons. */
export const needsList = ({ options }: View) =>
  options.filter(isAnswer).length > MOST_PRIMARY || options.length > MOST_ACTIONS

/** The list to choose from, where there are more ways than buttons. */
export function choiceSetOf(view: View, { language }: Setting): ChoiceSet | undefined {
  if (!needsList(view)) return undefined
  const { choose } = language.buttons
  const answers = view.options.filter(isAnswer)
  const choices = answers.map((option) => ({ title: titleOf(option), value: option.pick }))
  return {
    type: 'Input.ChoiceSet',
    id: 'pick',
    label: choose,
    style: answers.length > MOST_LISTED ? 'compact' : 'expanded',
    isRequired: true,
    errorMessage: choose,
    choices,
  }
}

// A list shows plain text, so the hint goes with its entry and loses its marks.
const titleOf = ({ label, hint }: Option) => (hint ? `${label} – ${hint.replace(/[`*]/g, '')}` : label)

function button({ pick, label }: Option, { at, profile }: Setting): Action {
  const data = { kind: 'choice' as const, ...at, ...(pick === '' ? {} : { pick }) }
  const submit: Submit = { type: 'Action.Submit', title: label, data }
  return profile === 'teams' ? { type: 'Action.Execute', title: label, verb: 'choice', data, fallback: submit } : submit
}

function secondary(action: Action): Action {
  if (action.type === 'Action.Submit') return { ...action, mode: 'secondary' }
  return { ...action, mode: 'secondary', fallback: { ...action.fallback, mode: 'secondary' } }
}
