import { expect, test } from 'vitest'
import type { EngineResponse } from '../../protocol/exchange.ts'
import { policyForPreview } from './policy.ts'
import { forPreview } from './wire.ts'

const shim = { html: '<script>shim</script>', hash: 'sha256-x' }
const url = new URL('http://abc.localhost:5174/blog/')
const page = { url, isNavigation: true, isPage: true }
const fetched = { url, isNavigation: false, isPage: false }

function answer(text: string, headers: [string, string][] = [], status = 200): EngineResponse {
  const body = new TextEncoder().encode(text).buffer
  return {
    status,
    reason: 'OK',
    headers: [['Content-Type', 'text/html; charset=utf-8'], ...headers],
    body,
  }
}
const textOf = (response: EngineResponse) =>
  new TextDecoder().decode(response.body ?? new ArrayBuffer())

test('the shim stands right after the doctype, in pages only', () => {
  const html = answer('<!-- hi -->\n<!DOCTYPE html>\n<html>')

  expect(textOf(forPreview(html, page, shim))).toBe(
    '<!-- hi -->\n<!DOCTYPE html><script>shim</script>\n<html>',
  )
  expect(textOf(forPreview(html, fetched, shim))).toBe('<!-- hi -->\n<!DOCTYPE html>\n<html>')
})

test('headers that would break the frame or leak are taken off', () => {
  const sent = answer('', [
    ['X-Frame-Options', 'DENY'],
    ['Set-Cookie', 'a=1'],
    ['Link', '<http://evil.example>; rel=preload'],
    ['X-Time', '3'],
  ])

  expect(forPreview(sent, fetched, shim).headers.map(([name]) => name)).toEqual([
    'Content-Type',
    'X-Time',
  ])
})

test('a redirect to the virtual address stays inside, one to elsewhere becomes a page', () => {
  const inside = answer('', [['Location', 'http://localhost:8000/blog/1/?a=1#c']], 302)
  const outside = answer('', [['Location', 'https://example.com/']], 302)

  expect(forPreview(inside, page, shim).headers).toContainEqual(['Location', '/blog/1/?a=1#c'])
  expect(textOf(forPreview(outside, page, shim))).toContain('<code>https://example.com/</code>')
})

test('a relative redirect is one from the page that was asked for', () => {
  expect(forPreview(answer('', [['Location', '../x/']], 302), page, shim).headers).toContainEqual([
    'Location',
    '/x/',
  ])
})

test('a 304 cannot be shown, so a page says it', () => {
  const sent: EngineResponse = { status: 304, reason: '', headers: [], body: null }

  expect(forPreview(sent, page, shim).status).toBe(200)
  expect(forPreview(sent, fetched, shim).status).toBe(304)
})

test('a project’s own policy holds in the preview, except where it would keep the shim or the frame out', () => {
  expect(
    policyForPreview("script-src 'self'; frame-ancestors 'none'; report-uri /r", 'sha256-x'),
  ).toBe("script-src 'self' 'sha256-x'")
  expect(policyForPreview("default-src 'none'", 'sha256-x')).toBe(
    "default-src 'none'; script-src 'sha256-x'",
  )
  expect(policyForPreview("script-src 'unsafe-inline'", 'sha256-x')).toBe(
    "script-src 'unsafe-inline'",
  )
})
