/**
 * What a project can do to hang, flood or break the engine: each ends with a message that says where, and the next
 * request works. And bodies that are made while they are sent.
 */
import { expect, test } from '../fixtures.ts'

/** Views that misbehave, each at its path. */
const URLS = `
import { path } from 'django/urls'
import { HttpResponse, StreamingHttpResponse } from 'django/http'

function* ticks() { for (let n = 1; ; n += 1) yield \`tick \${n};\` }
function* stuck() { yield 'first'; while (true) {} }
const reads = (address) => \`<p id="got">…</p><script>(async () => {
  const reader = (await fetch('\${address}')).body.getReader()
  const got = []
  try { while (got.length < 3) { const { done, value } = await reader.read(); if (done) break; got.push(new TextDecoder().decode(value)) } await reader.cancel() }
  catch (error) { got.push('broken off') }
  document.querySelector('#got').textContent = got.join(' ')
})()</script>\`

export const urlpatterns = [
  path('ticks/', () => new StreamingHttpResponse(ticks(), { content_type: 'text/plain' })),
  path('stuck/', () => new StreamingHttpResponse(stuck(), { content_type: 'text/plain' })),
  path('reads-ticks/', () => new HttpResponse(reads('/blog/ticks/'))),
  path('reads-stuck/', () => new HttpResponse(reads('/blog/stuck/'))),
  path('fine/', () => new HttpResponse('<h1>Fine</h1>')),
  path('deep/', () => { const deeper = (n) => deeper(n + 1) + 1; return new HttpResponse(String(deeper(0))) }),
  path('chatty/', () => { for (let n = 0; n < 60000; n += 1) print('line', n); return new HttpResponse('<h1>Said</h1>') }),
  path('large/', () => new HttpResponse('x'.repeat(20_000_000), { content_type: 'text/plain' })),
  path('reads-large/', () => new HttpResponse("<p id=got>…</p><script>fetch('/blog/large/').then((r) => r.text()).then((t) => { got.textContent = t.length })</script>")),
]`

test.beforeEach(async ({ playground }) => {
  await playground.edit('blog/urls.ts', () => URLS)
  // the edit has been taken: the page is asked for again, and is gone
  await expect(playground.request(/GET \/blog\/, status 404/)).toBeVisible()
  await playground.send('/blog/fine/')
  await expect(playground.heading('Fine')).toBeVisible()
})

test('chunks reach the page one by one, and the generator ends when the page has enough', async ({
  playground,
}) => {
  await playground.send('/blog/reads-ticks/')

  await expect(playground.preview.locator('#got')).toHaveText('tick 1; tick 2; tick 3;')
  await playground.send('/blog/fine/')
  await expect(playground.heading('Fine')).toBeVisible()
})

test('a stream that hangs is broken off, and the next request works', async ({ playground }) => {
  await playground.send('/blog/reads-stuck/')

  await expect(playground.preview.locator('#got')).toHaveText('first broken off')
  await playground.send('/blog/fine/')
  await expect(playground.heading('Fine')).toBeVisible()
})

test('recursion without an end is an error page with the line', async ({ playground }) => {
  await playground.send('/blog/deep/')

  await expect(playground.preview.locator('body')).toContainText('Maximum call stack size exceeded')
  await expect(playground.preview.locator('body')).toContainText('blog/urls.ts')
})

test('sixty thousand lines of print do not take the page down', async ({ playground }) => {
  await playground.send('/blog/chatty/')

  await expect(playground.heading('Said')).toBeVisible()
})

test('twenty megabytes reach the page', async ({ playground }) => {
  await playground.send('/blog/reads-large/')

  await expect(playground.preview.locator('#got')).toHaveText('20000000')
})
