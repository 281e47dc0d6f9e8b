/**
 * From a WSGI environ to a request, and from a response to `start_response`. Texts of an environ are bytes in disguise:
 * one character for each byte, so paths and cookies are decoded once more.
 *
 * Django: django/core/handlers/wsgi.py, howto/deployment/wsgi
 * Left out: wsgi.file_wrapper.
 */
import type { Bytes } from '../../../base/python/bytes.ts'
import { decode, encode } from '../../../base/python/bytes.ts'
import { BytesIO } from '../../../base/python/bytes_io.ts'
import { Dict } from '../../../base/python/dict.ts'
import { str } from '../../../base/python/protocols.ts'
import { inSpan } from '../../../trace/tracer.ts'
import { settings } from '../../conf/index.ts'
import { parse_cookie } from '../../http/cookie.ts'
import { QueryDict } from '../../http/query_dict.ts'
import { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { set_script_prefix } from '../../urls/index.ts'
import { repercent_broken_unicode } from '../../utils/encoding.ts'
import { request_started } from '../signals.ts'
import { BaseHandler } from './base.ts'

/** `wsgi.input` holds the body: bytes, or something to read from. */
export type Environ = Readonly<Record<string, unknown>>

/** Called once with status line and headers, cookies last. */
export type StartResponse = (status: string, headers: [name: string, value: string][]) => void

export class WSGIRequest extends HttpRequest {
  readonly environ: Dict

  constructor(environ: Environ) {
    super()
    const META = new Dict(environ)
    const script_name = get_script_name(environ)
    const path_info = get_path_info(environ) || '/'
    this.environ = META
    this.META = META
    this.path_info = path_info
    // only the first slash is taken: `//a` is another path than `/a`
    this.path = `${script_name.replace(/\/+$/, '')}/${path_info.replace('/', '')}`
    META.__setitem__('PATH_INFO', path_info)
    META.__setitem__('SCRIPT_NAME', script_name)
    this.method = str(environ['REQUEST_METHOD']).toUpperCase()
    this._set_content_type_params(META)
    this._stream = limited(environ['wsgi.input'], str(environ['CONTENT_LENGTH'] ?? ''))
  }

  override _get_scheme(): string {
    return str(this.environ.get('wsgi.url_scheme', 'http'))
  }

  override _make_get(): QueryDict {
    return new QueryDict(get_bytes_from_wsgi(this.environ.get('QUERY_STRING', '')), {
      encoding: this._encoding,
    })
  }

  override _make_cookies(): Dict<string> {
    const header = get_bytes_from_wsgi(this.environ.get('HTTP_COOKIE', ''))
    return new Dict(Object.entries(parse_cookie(decode(header, 'utf-8', 'replace'))))
  }
}

/** No more than Content-Length says, whatever the stream has. */
function limited(input: unknown, content_length: string): BytesIO {
  const limit = /^\s*\d+\s*$/.test(content_length) ? Number(content_length) : 0
  const whole = input instanceof Uint8Array ? input : (input as BytesIO | undefined)?.read()
  return new BytesIO((whole ?? new Uint8Array()).subarray(0, limit))
}

export class WSGIHandler extends BaseHandler {
  constructor() {
    super()
    this.load_middleware()
  }

  /** @returns the response: iterate it for the body, then `close()` it */
  __call__(environ: Environ, start_response: StartResponse): HttpResponseBase {
    return inSpan(
      'handler',
      () => ({
        name: 'WSGIHandler' as const,
        middleware: this.layers.map(({ path, hooks }) => ({ path, hooks })),
        environ: Object.fromEntries(
          Object.entries(environ)
            .filter(([, value]) => typeof value === 'string')
            .map(([name, value]) => [name, String(value)]),
        ),
      }),
      () => {
        set_script_prefix(get_script_name(environ))
        request_started.send(WSGIHandler, { environ })
        const response = this.get_response(new WSGIRequest(environ))
        response._handler_class = WSGIHandler
        start_response(`${response.status_code} ${response.reason_phrase}`, [
          ...response.items(),
          ...response.cookies
            .values()
            .map((morsel): [string, string] => ['Set-Cookie', morsel.OutputString()]),
        ])
        return response
      },
    )
  }
}

/** Not UTF-8 stays percent-encoded. */
function get_path_info(environ: Environ): string {
  const text = str(environ['PATH_INFO'] ?? '/')
  return ASCII.test(text) ? text : decode(repercent_broken_unicode(get_bytes_from_wsgi(text)))
}

/** The same in every encoding in question: nothing to decode. */
const ASCII = /^[\0-\x7f]*$/

/** What stands before every path of this project; FORCE_SCRIPT_NAME beats what the server says. */
function get_script_name(environ: Environ): string {
  if (settings.FORCE_SCRIPT_NAME !== null) return settings.FORCE_SCRIPT_NAME
  // Apache's mod_rewrite keeps the address before its changes here
  const url = textOf(environ['SCRIPT_URL'] || environ['REDIRECT_URL'] || '')
  if (url === '') return textOf(environ['SCRIPT_NAME'] ?? '')
  const path_info = textOf(environ['PATH_INFO'] ?? '')
  const script_url = url.replace(/\/+/g, '/')
  return path_info !== '' && script_url.endsWith(path_info)
    ? script_url.slice(0, -path_info.length)
    : script_url
}

function textOf(value: unknown): string {
  const text = str(value)
  return ASCII.test(text) ? text : decode(get_bytes_from_wsgi(text))
}

function get_bytes_from_wsgi(value: unknown): Bytes {
  return encode(str(value), 'latin-1')
}
