import type { Failure } from './retry.ts'

/** Another system did not take a parcel, and it is known why. */
export class ParcelFailed extends Error {
  readonly code = 'parcel-failed'
  readonly failure: Failure

  constructor(message: string, failure: Failure, options?: ErrorOptions) {
    super(message, options)
    this.failure = failure
  }
}

/** The other system will never take this parcel: it waits for a person. */
export class ParcelRejected extends ParcelFailed {
  constructor(message: string, options?: ErrorOptions) {
    super(message, { kind: 'rejected' }, options)
  }
}

/** The same failure, where it is known that the parcel was not sent. */
export function withoutDoubt(error: unknown): unknown {
  if (!(error instanceof ParcelFailed)) return error
  const { failure, message, cause } = error
  if (failure.kind === 'down') return new ParcelFailed(message, { kind: 'down', unsent: true }, { cause })
  if (failure.kind !== 'throttled' || !failure.unclear) return error
  const { unclear: _unclear, ...known } = failure
  return new ParcelFailed(message, known, { cause })
}
