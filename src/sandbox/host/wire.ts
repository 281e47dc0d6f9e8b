/**
 * What the preview gets of an answer. Headers that the browser must not obey here are taken off, redirects to the
 * virtual address stay inside, pages get the shim. The trace shows the answer as the project made it.
 */
import type { EngineResponse } from '../../protocol/exchange.ts'
import { leavingPage, notModifiedPage } from './own-pages.ts'
import { policyForPreview } from './policy.ts'
import { VIRTUAL_ORIGIN } from './virtual-host.ts'

/** Would leak, break the frame, or is untrue after the body was changed. */
const DROPPED = new Set([
  'set-cookie',
  'x-frame-options',
  'strict-transport-security',
  'content-length',
  'link',
  'refresh',
  'report-to',
  'reporting-endpoints',
  'nel',
  'sourcemap',
  'x-sourcemap',
  'clear-site-data',
  'speculation-rules',
  'service-worker-allowed',
])

export interface Asked {
  /** Real address. */
  readonly url: URL
  readonly isNavigation: boolean
  readonly isPage: boolean
}

/** @param shim  a script element to run before the page's own scripts; `shimHash` lets a page's own CSP pass it */
export function forPreview(
  response: EngineResponse,
  asked: Asked,
  shim: { readonly html: string; readonly hash: string },
): EngineResponse {
  const location = headerOf(response, 'location')
  if (location !== null && response.status >= 300 && response.status < 400) {
    const target = insideTarget(location, asked.url)
    if (target === null) return leavingPage(location)
    return {
      status: response.status,
      reason: response.reason,
      headers: [...kept(response, shim.hash), ['Location', target]],
      body: null,
    }
  }
  if (response.status === 304 && asked.isNavigation) return notModifiedPage()
  const headers = kept(response, shim.hash)
  const isHtml = /^text\/html\b/i.test(headerOf(response, 'content-type') ?? '')
  if (!asked.isPage || !isHtml || response.body === null) return { ...response, headers }
  return { ...response, headers, body: withShim(response.body, shim.html) }
}

export function headerOf(response: EngineResponse, name: string): string | null {
  return response.headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? null
}

/** Path of a redirect that stays in the project; null when it leads elsewhere. */
export function insideTarget(location: string, asked: URL): string | null {
  let target: URL
  try {
    target = new URL(location.replace(VIRTUAL_ORIGIN, asked.origin), asked)
  } catch {
    return null
  }
  return target.origin === asked.origin ? target.pathname + target.search + target.hash : null
}

function kept(response: EngineResponse, shimHash: string): [string, string][] {
  const headers: [string, string][] = []
  for (const [name, value] of response.headers) {
    const lower = name.toLowerCase()
    if (DROPPED.has(lower) || lower === 'location') continue
    if (lower.startsWith('content-security-policy')) {
      headers.push([name, policyForPreview(value, shimHash)])
    } else headers.push([name, value])
  }
  return headers
}

/** Puts the script right after the doctype: before it, the page would fall into quirks mode. */
export function withShim(body: ArrayBuffer, shim: string): ArrayBuffer {
  const bytes = new Uint8Array(body)
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  const at =
    /^(?:\ufeff|\u00ef\u00bb\u00bf)?\s*(?:<!--[^]*?-->\s*)*<!doctype[^>]*>/i.exec(start)?.[0]
      .length ?? 0
  const inserted = new TextEncoder().encode(shim)
  const result = new Uint8Array(bytes.length + inserted.length)
  result.set(bytes.subarray(0, at))
  result.set(inserted, at)
  result.set(bytes.subarray(at), at + inserted.length)
  return result.buffer
}
