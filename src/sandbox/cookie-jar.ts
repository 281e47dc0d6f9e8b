/**
 * The browser's cookies for the one virtual host of a playground (RFC 6265), since a browser drops `Set-Cookie` of an
 * answer that a service worker made. All requests are same-site and count as secure, so SameSite and Secure are kept
 * but never keep a cookie back.
 */
export interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
  /** Milliseconds since the epoch; null for a cookie that lives as long as the session. */
  readonly expiresAt: number | null
  readonly httpOnly: boolean
}

export class CookieJar {
  readonly #host: string
  readonly #now: () => number
  /** By name and path, in order of creation. */
  readonly #cookies = new Map<string, Cookie>()

  /** @param host  without port: a `Domain` that is neither it nor above it is refused */
  constructor(host: string, now: () => number) {
    this.#host = host
    this.#now = now
  }

  /** Takes a `Set-Cookie` header, as sent by the answer to a request for `requestPath`. */
  setFromHeader(header: string, requestPath: string): void {
    const cookie = this.#parse(header, requestPath)
    if (cookie !== null) this.#store(cookie)
  }

  /** `document.cookie = text`: can neither make nor replace an HttpOnly cookie. */
  setFromScript(text: string, documentPath: string): void {
    const cookie = this.#parse(text, documentPath)
    if (cookie === null || cookie.httpOnly) return
    if (this.#cookies.get(keyOf(cookie))?.httpOnly === true) return
    this.#store(cookie)
  }

  /** The `Cookie` header of a request for `path`; empty when there is none to send. */
  headerFor(path: string): string {
    return this.#matching(path).map(pair).join('; ')
  }

  /** What `document.cookie` reads in a page at `path`. */
  scriptFor(path: string): string {
    return this.#matching(path)
      .filter((cookie) => !cookie.httpOnly)
      .map(pair)
      .join('; ')
  }

  clear(): void {
    this.#cookies.clear()
  }

  #store(cookie: Cookie): void {
    const key = keyOf(cookie)
    if (cookie.expiresAt !== null && cookie.expiresAt <= this.#now()) this.#cookies.delete(key)
    else this.#cookies.set(key, cookie) // a Map keeps the place of the first creation, as section 5.3 wants
  }

  #matching(path: string): Cookie[] {
    const now = this.#now()
    for (const [key, cookie] of this.#cookies) {
      if (cookie.expiresAt !== null && cookie.expiresAt <= now) this.#cookies.delete(key)
    }
    // longer paths first; the sort is stable, so equal ones stay in order of creation
    return [...this.#cookies.values()]
      .filter((cookie) => pathMatches(path, cookie.path))
      .sort((a, b) => b.path.length - a.path.length)
  }

  #parse(text: string, requestPath: string): Cookie | null {
    const [first = '', ...rest] = text.split(';')
    const equals = first.indexOf('=')
    const name = first.slice(0, Math.max(equals, 0)).trim()
    if (name === '') return null
    const attributes = new Map<string, string>()
    for (const part of rest) {
      const at = part.indexOf('=')
      const key = (at === -1 ? part : part.slice(0, at)).trim().toLowerCase()
      attributes.set(key, at === -1 ? '' : part.slice(at + 1).trim())
    }
    if (!this.#domainMatches(attributes.get('domain') ?? '')) return null
    const path = attributes.get('path') ?? ''
    return {
      name,
      value: first.slice(equals + 1).trim(),
      path: path.startsWith('/') ? path : defaultPath(requestPath),
      expiresAt: this.#expiry(attributes),
      httpOnly: attributes.has('httponly'),
    }
  }

  #domainMatches(domain: string): boolean {
    const bare = domain.replace(/^\./, '').toLowerCase()
    return bare === '' || this.#host === bare || this.#host.endsWith(`.${bare}`)
  }

  /** Max-Age wins over Expires; what cannot be read makes a session cookie. */
  #expiry(attributes: ReadonlyMap<string, string>): number | null {
    const maxAge = attributes.get('max-age') ?? ''
    if (/^-?\d+$/.test(maxAge)) {
      return Number(maxAge) <= 0 ? 0 : this.#now() + Number(maxAge) * 1000
    }
    const expires = Date.parse(attributes.get('expires') ?? '')
    return Number.isNaN(expires) ? null : expires
  }
}

const keyOf = (cookie: Cookie) => `${cookie.name};${cookie.path}`
const pair = (cookie: Cookie) => `${cookie.name}=${cookie.value}`

/** `/blog/post` → `/blog`: the folder of the request, without its slash. */
function defaultPath(requestPath: string): string {
  const slash = requestPath.lastIndexOf('/')
  return slash <= 0 ? '/' : requestPath.slice(0, slash)
}

function pathMatches(path: string, cookiePath: string): boolean {
  if (path === cookiePath) return true
  return (
    path.startsWith(cookiePath) && (cookiePath.endsWith('/') || path[cookiePath.length] === '/')
  )
}
