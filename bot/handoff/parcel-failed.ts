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
