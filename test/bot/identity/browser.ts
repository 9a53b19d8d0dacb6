/** Keeps cookies and follows redirects, as far as a sign-in needs it. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly visited: string[] = []

  /** Goes to an address; resolves with the first answer that is no redirect. */
  async visit(address: string, headers: Record<string, string> = {}): Promise<Response> {
    this.visited.push(address)
    const response = await this.send('GET', address, headers)
    const location = response.headers.get('location')
    return location === null ? response : await this.visit(new URL(location, address).href, headers)
  }

  async send(method: string, address: string, headers: Record<string, string> = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(cookie !== '' && { cookie }) },
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      this.cookies.set(name, value)
    }
    return response
  }
}
