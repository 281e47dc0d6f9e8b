/**
 * Hands every request of the preview to the host page and its answer back. It keeps nothing between two requests:
 * browsers stop and start service workers as they like. It also stands behind the CSP as a second lock.
 */
import { PROTOCOL_VERSION } from '../../protocol/app-host.ts'
import { HOST_PATH, parseAnswer, type Answer, type FetchMessage } from '../../protocol/host-sw.ts'
import { APP_ORIGINS } from '../app-origins.ts'
import { securityHeaders } from '../hosting.ts'

/** Longer than any budget of the host's watchdog: this one only catches a host page that is gone. */
const HOST_TIMEOUT_MS = 60_000
/** `new Response(body)` throws for these. */
const NULL_BODY = new Set([101, 103, 204, 205, 304])
const SECURITY_HEADERS = Object.entries(securityHeaders(APP_ORIGINS))

export function startServiceWorker(scope: ServiceWorkerGlobalScope): void {
  scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()))
  scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
  scope.addEventListener('fetch', (event) => {
    const url = new URL(event.request.url)
    if (url.origin !== scope.location.origin) {
      if (url.protocol.startsWith('http')) event.respondWith(Response.error())
      return
    }
    if (url.pathname === scope.location.pathname) return
    event.respondWith(
      url.pathname.startsWith(HOST_PATH)
        ? fetch(event.request).then(secured)
        : throughHost(scope, event),
    )
  })
}

async function throughHost(scope: ServiceWorkerGlobalScope, event: FetchEvent): Promise<Response> {
  const { request } = event
  const windows = await scope.clients.matchAll({ includeUncontrolled: true, type: 'window' })
  const host = windows.find((client) => new URL(client.url).pathname === HOST_PATH)
  if (host === undefined)
    return plain(503, 'This playground is not open: open it in Roundtrip first.')

  const body = /^(?:GET|HEAD)$/.test(request.method) ? null : await request.arrayBuffer()
  const message: FetchMessage = {
    roundtrip: PROTOCOL_VERSION,
    type: 'fetch',
    method: request.method,
    url: request.url,
    headers: [...request.headers],
    body,
    mode: request.mode,
    destination: request.destination,
    referrer: request.referrer,
    clientId: event.clientId,
    resultingClientId: event.resultingClientId,
  }
  const { port1, port2 } = new MessageChannel()
  const answered = new Promise<unknown>((resolve) => {
    port1.onmessage = (answer) => resolve(answer.data)
    setTimeout(() => resolve(null), HOST_TIMEOUT_MS)
  })
  request.signal.addEventListener('abort', () => port1.postMessage(null))
  host.postMessage(message, [port2, ...(body === null ? [] : [body])])
  const answer = parseAnswer(await answered)
  port1.close()
  return answer === null
    ? plain(504, 'The playground did not answer. Reload the page of Roundtrip.')
    : responseOf(answer, request.method)
}

function responseOf(answer: Answer, method: string): Response {
  const hasBody = method !== 'HEAD' && !NULL_BODY.has(answer.status)
  const response = new Response(hasBody ? answer.body : null, {
    // a Response cannot be made with 1xx
    status: answer.status < 200 ? 200 : answer.status,
    statusText: /^[\x20-\x7e]*$/.test(answer.reason) ? answer.reason : '',
    headers: answer.headers,
  })
  for (const [name, value] of SECURITY_HEADERS) {
    // two policies hold together, so the learner's own one is not lost
    if (name === 'Content-Security-Policy') response.headers.append(name, value)
    else response.headers.set(name, value)
  }
  return response
}

function secured(response: Response): Response {
  const copy = new Response(response.body, response)
  for (const [name, value] of SECURITY_HEADERS) copy.headers.set(name, value)
  return copy
}

function plain(status: number, text: string): Response {
  return secured(
    new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } }),
  )
}
