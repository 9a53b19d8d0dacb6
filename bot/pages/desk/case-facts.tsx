import type { CaseView } from './wire.ts'
import { RESULTS } from './words.ts'

/** The facts of a case, each with the line it came from. */
export function Facts({ facts }: Pick<CaseView, 'facts'>) {
  if (facts.length === 0) return <p class="subtle">Nothing was found out yet.</p>
  return (
    <dl class="facts">
      {facts.map(({ label, value, source, line, quote }, index) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span class="value">{value}</span>
            <span class="subtle">
              {source}
              {line !== undefined && `, line ${line}`}
            </span>
            {quote && quote !== facts[index - 1]?.quote && <code class="quote">{quote}</code>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The machines of a paste, by cause. */
export function Fleet({ fleet }: Pick<CaseView, 'fleet'>) {
  if (fleet.length === 0) return null
  return (
    <>
      <h3>Machines</h3>
      <ul>
        {fleet.map(({ cause, machines, names, isTopic }) => (
          <li key={cause}>
            <strong>{cause}</strong>
            {isTopic && <span class="subtle"> (this case)</span>}
            <br />
            {names.join(', ')}
            {machines > names.length && ` and ${machines - names.length} more`}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The steps a person was shown, and what came of each. */
export function Steps({ tried }: Pick<CaseView, 'tried'>) {
  return (
    <>
      <h3>Steps tried</h3>
      {tried.length === 0 ? (
        <p class="subtle">None.</p>
      ) : (
        <ol class="steps">
          {tried.map(({ title, result, commands }, index) => (
            <li key={`${index} ${title}`}>
              {title} <span class={`result ${result}`}>{RESULTS[result] ?? result}</span>
              {commands.map((command) => (
                <code key={command} class="command">
                  {command}
                </code>
              ))}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

/** The commands that collect what is not known yet, to be sent to the person. */
export function Collect({ collect }: Pick<CaseView, 'collect'>) {
  if (collect.length === 0) return null
  return (
    <details>
      <summary>Commands that find out the rest</summary>
      {collect.map(({ shell, text }) => (
        <code key={shell} class="command">
          {text}
        </code>
      ))}
    </details>
  )
}
