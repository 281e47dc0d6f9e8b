/**
 * Async views in the blog: served by ASGI, inside of middleware that is not async, with their waiting on the timeline. An
 * await that never ends is stopped at its budget, and who goes elsewhere cancels the view.
 */
import { expect, expectInOrder, LAYERS, test } from '../fixtures.ts'

const URLS = `
import { path } from 'django/urls'
import { HttpResponse, StreamingHttpResponse } from 'django/http'
import { sleep } from 'asyncio'
import { Post } from './models'

const told = []

async function later(request) {
  await sleep(0.05)
  return new HttpResponse(\`<h1>\${await Post.objects.acount()} posts, later</h1>\`)
}

async function never(request) {
  await new Promise(() => {})
  return new HttpResponse('never')
}

async function slow(request) {
  try { await sleep(60) } finally { told.push('cleaned up') }
  return new HttpResponse('late')
}

async function* lines() {
  for (let n = 1; ; n += 1) { yield \`line \${n};\`; await sleep(0.01) }
}

const reads = (script) => new HttpResponse(\`<p id="got">…</p><script>(async () => { \${script} })()</script>\`)

export const urlpatterns = [
  path('later/', later),
  path('never/', never),
  path('slow/', slow),
  path('told/', async () => new HttpResponse(\`<h1>\${told.join() || 'Fine'}</h1>\`)),
  path('lines/', async () => new StreamingHttpResponse(lines(), { content_type: 'text/plain' })),
  path('reads/', async () => reads(\`
    const reader = (await fetch('/blog/lines/')).body.getReader()
    const all = []
    while (all.length < 3) all.push(new TextDecoder().decode((await reader.read()).value))
    await reader.cancel()
    got.textContent = all.join(' ')\`)),
]`

test.beforeEach(async ({ playground }) => {
  await playground.edit('blog/urls.ts', () => URLS)
  // the edit has been taken: the page is asked for again, and is gone
  await expect(playground.request(/GET \/blog\/, status 404/)).toBeVisible()
})

test('an async view answers inside of all layers, the learner’s synchronous ones among them', async ({
  playground,
}) => {
  await playground.send('/blog/later/')
  await expect(playground.heading('24 posts, later')).toBeVisible()

  await playground.show(/GET \/blog\/later\/, status 200/)

  expectInOrder(await playground.sentences(), [
    /The browser sends/,
    /ASGIHandler/,
    ...LAYERS,
    /later\(\) starts/,
    /waits for/,
    /goes on/,
    /SQLite answers query 1/,
    /later\(\) returns an HttpResponse/,
    ...LAYERS.toReversed(),
    /200/,
  ])
})

test('the chunks of an async generator reach the page one by one', async ({ playground }) => {
  await playground.send('/blog/reads/')

  await expect(playground.preview.locator('#got')).toHaveText('line 1; line 2; line 3;')
})

test.describe('where all middleware is async', () => {
  test.beforeEach(async ({ playground }) => {
    await playground.editAndReload('blogproject/settings.ts', (text) =>
      text.replace(/^ *'blog\.middleware\..*\n/gm, ''),
    )
    await playground.send('/blog/told/')
    await expect(playground.heading('Fine')).toBeVisible()
  })

  test('an await that nothing resolves is stopped at its budget, and its line is known', async ({
    playground,
  }) => {
    await playground.send('/blog/never/')

    await expect(playground.preview.getByText('Request stopped')).toBeVisible({ timeout: 15_000 })
    await expect(playground.inspector.getByText('blog/urls.ts:15')).toBeVisible()
    await playground.show(/GET \/blog\/never\//)
    expectInOrder(await playground.sentences(), [/never\(\) starts/, /waits for a Promise/])
    await playground.send('/blog/told/')
    await expect(playground.heading('Fine')).toBeVisible()
  })

  test('who goes elsewhere cancels the view, whose finally runs', async ({ playground }) => {
    await playground.send('/blog/slow/')
    await playground.send('/blog/told/')

    await expect(playground.heading('cleaned up')).toBeVisible()
  })
})
