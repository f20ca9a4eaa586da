/** A browser of one person, as far as signing in needs one: it keeps cookies and reads a form. */
export class Visitor {
  readonly #address: string
  readonly #cookies = new Map<string, string>()

  constructor(port: number) {
    this.#address = `http://127.0.0.1:${port}`
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Opens the form and sends it; throws unless it lets in. */
  async signIn(email: string, password: string): Promise<void> {
    const page = await (await this.#ask('/login')).text()
    const token = /name="_csrf" value="([^"]+)"|name='_csrf' value='([^']+)'/.exec(page)
    const form = new URLSearchParams({ _csrf: token?.[1] ?? token?.[2] ?? '', email, password })
    const answer = await this.#ask('/login', { method: 'POST', body: form })
    await answer.body?.cancel()
    if (answer.status !== 302 || answer.headers.get('location') !== '/') {
      throw new Error(`${email} was not let in: ${answer.status}`)
    }
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { cookie: this.cookie, accept: 'text/html' }
    const answer = await fetch(this.#address + path, { ...init, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name) this.#cookies.set(name, value)
    }
    return answer
  }
}
