const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** Why a case is about its topic. */
export const basis = {
  byCode: (code: string, source: string, line: number | undefined) =>
    `I follow this guide because of ${code}, from ${source}${line === undefined ? '' : `, line ${line}`}.`,
  byOutput: (sources: string[]) => `I follow this guide because of what I read in ${conjunction.format(sources)}.`,
  byWords: 'I follow this guide because your words fit it best.',
}
