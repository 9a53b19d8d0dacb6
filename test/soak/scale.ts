/** How much of a fault test runs: `short` with every test run, `long` with `npm run soak`. */
export function scale(short: number, long: number): number {
  return process.env['SOAK'] === '1' ? long : short
}

/** A time limit that fits the scale. */
export const PATIENCE = scale(120_000, 3_600_000)
