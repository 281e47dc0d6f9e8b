/**
 * The worker is killed at random moments of writing requests. Afterwards the database must hold the rows of exactly
 * those requests whose answer was given out: none of them lost, none half, and nothing of one that was stopped.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Engine } from '../../src/sandbox/host/engine.ts'
import { bundleWorker, compileSqlite, ThreadWorker } from './threads.ts'

const REQUESTS = 200
const PARTS = 4

const FILES = {
  'site/settings.ts': `
export const SECRET_KEY = 'x'
export const ROOT_URLCONF = 'site.urls'
export const INSTALLED_APPS = ['log']`,
  'log/models.ts': `
import { models } from 'django/db'
export class Entry extends models.Model {
  static request = new models.IntegerField()
  static part = new models.IntegerField()
}`,
  'site/urls.ts': `
import { path } from 'django/urls'
import { HttpResponse, JsonResponse, StreamingHttpResponse } from 'django/http'
import { transaction } from 'django/db'
import { Entry } from '../log/models'

const PARTS = ${PARTS}
function write(request) {
  for (let part = 0; part < PARTS; part += 1) Entry.objects.create({ request, part })
}
function* streamed(request) {
  for (let part = 0; part < PARTS; part += 1) {
    Entry.objects.create({ request, part })
    yield 'part '
  }
}
export const urlpatterns = [
  path('each/<int:n>/', (request, { n }) => { write(n); return new HttpResponse('done') }),
  path('at-once/<int:n>/', (request, { n }) => transaction.atomic().run(() => { write(n); return new HttpResponse('done') })),
  path('forever/<int:n>/', (request, { n }) => { write(n); for (;;) {} }),
  path('streamed/<int:n>/', (request, { n }) => new StreamingHttpResponse(streamed(n))),
  path('rows/', () => new JsonResponse({ rows: [...Entry.objects.values_list('request', 'part')] })),
]`,
}

/** Numbers from 0 to 1 that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

let script = ''
let wasm: WebAssembly.Module
const started: ThreadWorker[] = []

beforeAll(async () => {
  script = await bundleWorker()
  wasm = await compileSqlite()
}, 120_000)

afterAll(() => {
  for (const worker of started) worker.terminate()
})

async function open() {
  /** What the host had been given when each answer came: what a reload of the tab would find. */
  let kept: ArrayBuffer | null = null
  const engine = new Engine({
    startWorker: () => {
      const worker = new ThreadWorker(script)
      started.push(worker)
      return worker as unknown as Worker
    },
    wasm,
    onStep: () => undefined,
    onTrace: () => undefined,
    onChanges: () => undefined,
    onDatabase: (database) => (kept = database.slice(0)),
  })
  engine.budgetMs = 30_000
  const problem = await engine.load(FILES, null)
  expect(problem).toBeNull()
  let requests = 0
  const send = (url: string) =>
    engine.request(`r${(requests += 1)}`, {
      method: 'GET',
      url,
      headers: [{ name: 'Host', value: 'localhost' }],
      body: null,
      link: { kind: 'navigation', from: null },
    })
  return { engine, send, kept: () => kept, lastId: () => `r${requests}` }
}

type Opened = Awaited<ReturnType<typeof open>>

/** The requests whose rows are there; throws where one of them is not whole. */
async function written({ send }: Opened): Promise<number[]> {
  const { body } = await send('/rows/')
  const { rows } = JSON.parse(new TextDecoder().decode(body!)) as { rows: [number, number][] }
  const parts = new Map<number, number>()
  for (const [request] of rows) parts.set(request, (parts.get(request) ?? 0) + 1)
  for (const [request, count] of parts) expect(count, `rows of request ${request}`).toBe(PARTS)
  return [...parts.keys()].sort((a, b) => a - b)
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

for (const seed of [1, 20, 300]) {
  test(`killed at random moments, seed ${seed}: what was answered is there, and nothing else`, async () => {
    const random = seeded(seed)
    const opened = await open()
    const { engine, send } = opened
    const finished: number[] = []
    let kills = 0

    for (let n = 0; n < REQUESTS; n += 1) {
      const answer = send(random() < 0.5 ? `/each/${n}/` : `/at-once/${n}/`).then(({ status }) => {
        if (status === 200) finished.push(n)
      })
      if (random() < 0.08) {
        kills += 1
        // before, while or after it writes, or right when it is answered
        await (random() < 0.3 ? answer : wait(random() * 6))
        if (random() < 0.5) void engine.load(FILES, 'keep')
        else started.at(-1)!.crash()
      }
      await answer
    }

    expect(kills).toBeGreaterThan(7)
    expect(finished.length).toBeLessThan(REQUESTS) // some were hit
    expect(finished.length).toBeGreaterThan(REQUESTS - 2 * kills) // and the others answered
    expect(await written(opened)).toEqual(finished)
    // a reload of the tab: another host page goes on with what was kept
    const kept = opened.kept()
    const again = await open()
    await again.engine.load(FILES, kept)
    expect(await written(again)).toEqual(finished)
  }, 180_000)
}

test('an edit right behind an answer loses nothing of it', async () => {
  const opened = await open()
  const finished: number[] = []

  for (let n = 0; n < 8; n += 1) {
    const { status } = await opened.send(`/each/${n}/`)
    if (status === 200) finished.push(n)
    await opened.engine.load(FILES, 'keep')
  }

  expect(finished).toHaveLength(8)
  expect(await written(opened)).toEqual(finished)
}, 120_000)

test('of a request that never ends nothing is kept, and those that waited behind it are answered', async () => {
  const opened = await open()
  opened.engine.budgetMs = 2000

  const answers = await Promise.all(
    ['/each/1/', '/forever/2/', '/each/3/', '/each/4/'].map((url) => opened.send(url)),
  )

  expect(answers.map(({ status }) => status)).toEqual([200, 500, 200, 200])
  expect(await written(opened)).toEqual([1, 3, 4])
}, 120_000)

test('what a streamed body writes is kept with its last chunk, also when an edit follows at once', async () => {
  const opened = await open()
  const { isStreamed } = await opened.send('/streamed/7/')
  expect(isStreamed).toBe(true)

  const id = opened.lastId()
  while ((await opened.engine.nextChunk(id)) !== null);
  await opened.engine.load(FILES, 'keep')

  expect(await written(opened)).toEqual([7])
}, 120_000)
