/**
 * Requests without a server: what `django.test.RequestFactory` makes goes straight into a view or a middleware.
 *
 * Django: django/test/client.py, topics/testing/advanced#the-request-factory
 * Left out: Client, asynchronous requests.
 */
import { encode, type Bytes } from '../../base/python/bytes.ts'
import { dumps } from '../../base/python/json.ts'
import * as mapping from '../../base/python/mapping.ts'
import { str } from '../../base/python/protocols.ts'
import { unquote_to_bytes, urlencode, urlsplit } from '../../base/python/urllib_parse.ts'
import { UploadedFile } from '../core/files/uploadedfile.ts'
import { WSGIRequest } from '../core/handlers/wsgi.ts'
import { HttpHeaders } from '../http/headers.ts'
import { join } from '../http/response.ts'

const BOUNDARY = 'BoUnDaRyStRiNg'
const MULTIPART_CONTENT = `multipart/form-data; boundary=${BOUNDARY}`

interface RequestOptions {
  readonly secure?: boolean
  /** `{ accept: 'application/json' }` */
  readonly headers?: Readonly<Record<string, string>> | null
  readonly query_params?: unknown
  /** Further entries of META. */
  readonly extra?: Readonly<Record<string, unknown>>
}

interface BodyOptions extends RequestOptions {
  readonly content_type?: string
}

export class RequestFactory {
  readonly defaults: Readonly<Record<string, unknown>>

  /** @param defaults  entries of META for all requests */
  constructor(defaults: Readonly<Record<string, unknown>> = {}) {
    this.defaults = defaults
  }

  /** `data` becomes the query. */
  get(path: string, data: unknown = null, options: RequestOptions = {}): WSGIRequest {
    const query = data ?? options.query_params ?? null
    return this.generic('GET', path, '', { ...options, query_params: query })
  }

  head(path: string, data: unknown = null, options: RequestOptions = {}): WSGIRequest {
    const query = data ?? options.query_params ?? null
    return this.generic('HEAD', path, '', { ...options, query_params: query })
  }

  /** `data` is a dict of fields and files, sent as a form, unless `content_type` says otherwise. */
  post(path: string, data: unknown = {}, options: BodyOptions = {}): WSGIRequest {
    const { content_type = MULTIPART_CONTENT } = options
    return this.generic('POST', path, bodyOf(data, content_type), { ...options, content_type })
  }

  put(path: string, data: unknown = '', options: BodyOptions = {}): WSGIRequest {
    return this.#withBody('PUT', path, data, options)
  }

  patch(path: string, data: unknown = '', options: BodyOptions = {}): WSGIRequest {
    return this.#withBody('PATCH', path, data, options)
  }

  delete(path: string, data: unknown = '', options: BodyOptions = {}): WSGIRequest {
    return this.#withBody('DELETE', path, data, options)
  }

  options(path: string, data: unknown = '', options: BodyOptions = {}): WSGIRequest {
    return this.#withBody('OPTIONS', path, data, options)
  }

  #withBody(method: string, path: string, data: unknown, options: BodyOptions): WSGIRequest {
    const { content_type = 'application/octet-stream' } = options
    return this.generic(method, path, bodyOf(data, content_type), { ...options, content_type })
  }

  /** Any method, with the body as it is. */
  generic(
    method: string,
    path: string,
    data: string | Uint8Array = '',
    { secure = false, headers, query_params = null, content_type, extra }: BodyOptions = {},
  ): WSGIRequest {
    const url = urlsplit(path)
    const body = typeof data === 'string' ? encode(data) : data
    return new WSGIRequest({
      HTTP_COOKIE: '',
      PATH_INFO: unquote_to_bytes(url.path).decode('latin-1'),
      QUERY_STRING: query_params === null ? url.query : urlencode(query_params, true),
      REMOTE_ADDR: '127.0.0.1',
      REQUEST_METHOD: method,
      SCRIPT_NAME: '',
      SERVER_NAME: 'testserver',
      SERVER_PORT: secure ? '443' : '80',
      SERVER_PROTOCOL: 'HTTP/1.1',
      ...(body.length > 0
        ? {
            CONTENT_LENGTH: String(body.length),
            CONTENT_TYPE: content_type ?? 'application/octet-stream',
          }
        : {}),
      'wsgi.url_scheme': secure ? 'https' : 'http',
      'wsgi.input': body,
      ...this.defaults,
      ...HttpHeaders.to_wsgi_names(headers ?? {}),
      ...extra,
    })
  }
}

function bodyOf(data: unknown, content_type: string): string | Uint8Array {
  if (typeof data === 'string' || data instanceof Uint8Array) return data
  if (/^application\/(?:\w+\+)?json$/i.test(content_type)) return dumps(data)
  if (content_type.startsWith('multipart/')) return encodeMultipart(data)
  return urlencode(data, true)
}

/** Fields one after the other; a list gives one part for each item. */
function encodeMultipart(data: unknown): Bytes {
  const parts: Uint8Array[] = []
  for (const [name, value] of mapping.entries(data)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const disposition = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${str(name)}"`
      if (one instanceof UploadedFile) {
        const head = `${disposition}; filename="${str(one.name)}"\r\nContent-Type: ${str(one.content_type)}\r\n\r\n`
        parts.push(encode(head), one.file.getvalue(), encode('\r\n'))
      } else parts.push(encode(`${disposition}\r\n\r\n${str(one)}\r\n`))
    }
  }
  return join([...parts, encode(`--${BOUNDARY}--\r\n`)])
}
