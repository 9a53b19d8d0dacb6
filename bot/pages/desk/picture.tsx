import type { ComponentChildren } from 'preact'

type PictureProps = {
  title: string
  file: string
  query: URLSearchParams
  isEmpty: boolean
  children: ComponentChildren
  head: string[]
  rows: (string | number)[][]
}

/** A picture with its title, its table and its file. */
export function Picture({ title, file, query, isEmpty, children, head, rows }: PictureProps) {
  return (
    <section class="picture" aria-labelledby={`${file}-title`}>
      <h2 id={`${file}-title`}>{title}</h2>
      {isEmpty ? <p class="empty">Nothing in these days.</p> : children}
      <Rows label="Table" title={title} file={file} query={query} head={head} rows={rows} />
    </section>
  )
}

type RowsProps = {
  /** What stands on the switch that shows the table; the title where there is no other. */
  label?: string
  title: string
  file: string
  query: URLSearchParams
  head: string[]
  rows: (string | number)[][]
}

/** A table that is there when somebody asks for it, and its file. */
export function Rows({ title, label = title, file, query, head, rows }: RowsProps) {
  return (
    <div class="below">
      <details>
        <summary>{label}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
        <section class="scroll" tabIndex={0} aria-label={`${title}, as a table`}>
          <table>
            <thead>
              <tr>
                {head.map((cell) => (
                  <th key={cell} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.join('|')}>
                  {row.map((cell, index) => (
                    <td key={head[index]} class={typeof cell === 'number' ? 'figure' : ''}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
      <a href={`/desk/api/tables/${file}.csv?${query}`} download={`${file}.csv`}>
        CSV<span class="hidden"> of {title}</span>
      </a>
    </div>
  )
}
