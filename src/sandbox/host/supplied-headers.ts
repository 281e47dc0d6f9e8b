/**
 * The request's headers as a browser would send them. A service worker is not told Cookie, Host, Origin, Referer and
 * more; what is added here, and only here, is marked so that the trace can say it.
 */
import type { RequestHeader } from '../../protocol/exchange.ts'
import { HOST_PATH, type FetchMessage } from '../../protocol/host-sw.ts'
import { VIRTUAL_HOST, VIRTUAL_ORIGIN } from './virtual-host.ts'

export interface Browser {
  readonly userAgent: string
  readonly languages: readonly string[]
  /** Where the preview really is. */
  readonly origin: string
}

/** @param cookie  the jar's `Cookie` header for this address; empty for none */
export function requestHeaders(
  message: FetchMessage,
  cookie: string,
  browser: Browser,
): RequestHeader[] {
  const seen: RequestHeader[] = message.headers
    .filter(([name]) => name !== 'origin') // Chromium tells it, with the real origin
    .map(([name, value]) => ({ name: titleCase(name), value }))
  const has = (name: string) => seen.some((header) => header.name === name)
  const supplied: RequestHeader[] = []
  const supply = (name: string, value: string) => {
    if (value !== '' && !has(name)) supplied.push({ name, value, supplied: true })
  }

  supply('User-Agent', browser.userAgent)
  supply('Accept-Language', browser.languages.join(','))
  supply('Referer', refererOf(message.referrer, browser.origin))
  const hasBody = !/^(?:GET|HEAD)$/.test(message.method)
  if (hasBody) {
    supply('Origin', VIRTUAL_ORIGIN)
    supply('Content-Length', String(message.body?.byteLength ?? 0))
  }
  supply('Sec-Fetch-Site', 'same-origin')
  supply('Sec-Fetch-Mode', message.mode)
  supply('Sec-Fetch-Dest', destinationOf(message.destination))
  supply('Cookie', cookie)
  return [{ name: 'Host', value: VIRTUAL_HOST, supplied: true }, ...seen, ...supplied]
}

/** A page counts as one in a tab of its own: the frame around it is the playground's. */
function destinationOf(destination: string): string {
  if (destination === '') return 'empty'
  return destination === 'iframe' ? 'document' : destination
}

/** The page that asked, at its virtual address. The host page is no page of the learner's. */
function refererOf(referrer: string, origin: string): string {
  if (!referrer.startsWith(`${origin}/`) || referrer.startsWith(origin + HOST_PATH)) return ''
  return VIRTUAL_ORIGIN + referrer.slice(origin.length)
}

/** `user-agent` → `User-Agent`, as browsers write it; client hints stay small, as they do. */
function titleCase(name: string): string {
  if (name.startsWith('sec-ch-')) return name
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
}
