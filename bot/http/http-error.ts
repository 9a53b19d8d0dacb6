/** An answer that refuses a request. The code is all that the caller learns. */
export class HttpError extends Error {
  readonly code: string
  readonly status: number
  readonly headers: Record<string, string>

  constructor(status: number, code: string, headers: Record<string, string> = {}) {
    super(code)
    this.status = status
    this.code = code
    this.headers = headers
  }
}
