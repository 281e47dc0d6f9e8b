/** REQUEST, RESPONSE and RESPONSE-OUT of OPS.md: requests as they come in over the wire, responses by class and steps. */
import { Bytes } from '../../src/base/python/bytes.ts'
import { BytesIO } from '../../src/base/python/bytes_io.ts'
import { unquote_to_bytes } from '../../src/base/python/urllib_parse.ts'
import { WSGIRequest } from '../../src/framework/core/handlers/wsgi.ts'
import { SimpleUploadedFile, UploadedFile } from '../../src/framework/core/files/uploadedfile.ts'
import * as multipart from '../../src/framework/http/multipartparser.ts'
import * as urls from '../../src/framework/urls/index.ts'
import * as http from '../../src/framework/http/index.ts'
import type { HttpRequest } from '../../src/framework/http/request.ts'
import { MediaType } from '../../src/framework/http/request.ts'
import type { HttpResponseBase } from '../../src/framework/http/response_base.ts'
import { construct } from './call.ts'
import { advance } from './environment.ts'
import { answers, type Step, type StepContext } from './steps.ts'
import { decoder, encoder, type Decode } from './values.ts'

type Json = Readonly<Record<string, unknown>>
type Class = new (...args: unknown[]) => unknown

/** Values that requests and responses add to the common ones. */
export const decode: Decode = decoder({
  querydict: ({ v, mutable = false }) =>
    new http.QueryDict(v as string, { mutable: mutable as boolean }),
  upload: ({ name, v, content_type = 'text/plain' }) =>
    new SimpleUploadedFile(
      name as string,
      Buffer.from(v as string, 'base64'),
      content_type as string,
    ),
  file: ({ name, v, pos = 0 }) => {
    const file = new BytesIO(Buffer.from(v as string, 'base64'))
    if (name !== undefined) file.name = name as string
    file.seek(pos as number)
    return file
  },
  exception: ({ class: name, args = [] }) => {
    const cls = { ...http, ...urls, ...multipart }[name as 'Http404'] as unknown as
      Class | undefined
    const values = (args as unknown[]).map(decode)
    return cls === undefined ? decoder()({ $: 'exception', class: name, args }) : new cls(...values)
  },
})

export const encode = encoder((value, inner) => {
  if (value instanceof UploadedFile) {
    const v = Buffer.from(value.file.getvalue()).toString('base64')
    const { name, content_type, charset, size } = value
    return { $: 'upload', name, content_type, charset, size, v }
  }
  if (value instanceof http.SimpleCookie) return value.values().map((one) => one.OutputString())
  if (value instanceof http.HttpResponseBase) return responseOut(value)
  if (value instanceof MediaType) return { $: 'object', class: 'MediaType', str: String(value) }
  void inner
  return undefined
})

export const context: StepContext = { decode, encode, advance }

function latin1(text: string): string {
  return Buffer.from(text).toString('latin1')
}

export function buildEnviron(given: Json): Record<string, unknown> {
  const text = (name: string, fallback: string) => (given[name] ?? fallback) as string
  const scheme = text('scheme', 'http')
  const decoded = decode(given['body'] ?? '')
  const body = typeof decoded === 'string' ? Buffer.from(decoded) : (decoded as Uint8Array)
  const environ: Record<string, unknown> = {
    REQUEST_METHOD: text('method', 'GET'),
    SCRIPT_NAME: text('script_name', ''),
    PATH_INFO: Buffer.from(unquote_to_bytes(text('path', '/'))).toString('latin1'),
    QUERY_STRING: latin1(text('query_string', '')),
    SERVER_NAME: text('server_name', 'testserver'),
    SERVER_PORT: text('server_port', scheme === 'https' ? '443' : '80'),
    SERVER_PROTOCOL: 'HTTP/1.1',
    REMOTE_ADDR: text('remote_addr', '127.0.0.1'),
    'wsgi.url_scheme': scheme,
    'wsgi.input': new Bytes(body),
  }
  for (const [name, value] of (given['headers'] ?? []) as [string, string][]) {
    const upper = name.toUpperCase().replaceAll('-', '_')
    const own = upper === 'CONTENT_TYPE' || upper === 'CONTENT_LENGTH'
    const key = own ? upper : `HTTP_${upper}`
    const separator = key === 'HTTP_COOKIE' ? '; ' : ','
    const before = !own && key in environ ? `${environ[key] as string}${separator}` : ''
    environ[key] = before + latin1(value)
  }
  if (body.length > 0) environ['CONTENT_LENGTH'] ??= String(body.length)
  return { ...environ, ...(decode(given['meta'] ?? {}) as object) }
}

export function buildRequest(given: unknown): HttpRequest {
  const described = (given ?? {}) as Json
  const request = new WSGIRequest(buildEnviron(described))
  for (const [name, value] of Object.entries((described['attrs'] ?? {}) as Json)) {
    ;(request as Record<string, unknown>)[name] = decode(value)
  }
  return request
}

export function buildResponse(given: unknown): HttpResponseBase {
  const described = (given ?? {}) as Json
  const cls = (http as Json)[(described['class'] ?? 'HttpResponse') as string] as Class
  const args = ((described['args'] ?? []) as unknown[]).map(decode)
  const kwargs = decode(described['kwargs'] ?? {}) as Json
  const response = construct(cls, args, kwargs) as HttpResponseBase
  answers(response, (described['steps'] ?? []) as Step[], context)
  return response
}

export function textOrBytes(bytes: Uint8Array): unknown {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { $: 'bytes', v: Buffer.from(bytes).toString('base64') }
  }
}

export function responseOut(response: HttpResponseBase): Json {
  const chunks = [...(response as unknown as Iterable<Uint8Array>)]
  return {
    status: response.status_code,
    reason: response.reason_phrase,
    headers: response.headers.items().map(([name, value]) => [name, value]),
    cookies: response.cookies.values().map((one) => one.OutputString()),
    charset: response.charset,
    streaming: response.streaming,
    content: textOrBytes(Buffer.concat(chunks)),
  }
}
