/**
 * The WSGI environ of a request, as Django's own `runserver` makes it (PEP 3333). Texts in it are bytes in disguise:
 * PATH_INFO holds one character per byte, which is why Django decodes it once more.
 */
import { decode, encode } from '../base/python/bytes.ts'
import { BytesIO } from '../base/python/bytes_io.ts'
import type { RequestHeader } from '../protocol/exchange.ts'

export interface RawRequest {
  readonly method: string
  /** Path and query, percent-encoded: `/blog/?q=a%20b`. */
  readonly url: string
  readonly headers: readonly RequestHeader[]
  readonly body: Uint8Array | null
}

/** Never made to HTTP_*: WSGI has names of its own for them. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  'content-type': 'CONTENT_TYPE',
  'content-length': 'CONTENT_LENGTH',
}

export function wsgiEnviron(request: RawRequest): Record<string, unknown> {
  const [path = '', query = ''] = splitOnce(request.url, '?')
  const host = request.headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? ''
  const [serverName = '', port = '80'] = splitOnce(host, ':')
  const environ: Record<string, unknown> = {
    'wsgi.version': [1, 0],
    'wsgi.url_scheme': 'http',
    'wsgi.input': new BytesIO(request.body ?? new Uint8Array()),
    'wsgi.multithread': false,
    'wsgi.multiprocess': false,
    'wsgi.run_once': false,
    REQUEST_METHOD: request.method,
    SCRIPT_NAME: '',
    PATH_INFO: decode(percentDecoded(path), 'latin-1'),
    QUERY_STRING: query,
    SERVER_NAME: serverName,
    SERVER_PORT: port,
    SERVER_PROTOCOL: 'HTTP/1.1',
    SERVER_SOFTWARE: 'WSGIServer/0.2',
    GATEWAY_INTERFACE: 'CGI/1.1',
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_HOST: '',
    CONTENT_TYPE: 'text/plain',
    CONTENT_LENGTH: '',
  }
  for (const { name, value } of request.headers) {
    const own = OWN_NAMES[name.toLowerCase()]
    const key = own ?? `HTTP_${name.toUpperCase().replaceAll('-', '_')}`
    // runserver drops names with underscores: they could pass for others
    if (!name.includes('_')) environ[key] = value
  }
  return environ
}

export function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** `%C3%A9` → its two bytes; anything that is no escape stands for itself, in UTF-8. */
export function percentDecoded(path: string): Uint8Array {
  if (!path.includes('%')) return encode(path)
  const bytes: number[] = []
  for (const part of path.split(/(%[\da-f]{2})/i)) {
    if (/^%[\da-f]{2}$/i.test(part)) bytes.push(parseInt(part.slice(1), 16))
    else bytes.push(...encode(part))
  }
  return Uint8Array.from(bytes)
}
