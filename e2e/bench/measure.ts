/**
 * Our side of the workloads: loads the site as the engine worker loads a learner's project, checks every answer by its
 * hash, then times it by the rules of `data.mjs`. Bundled before it runs (bundle.ts): names kept, nothing instrumented.
 */
import { createHash, randomFillSync } from 'node:crypto'
import initSqlJs from 'sql.js'
import { makeBoundary } from '../../src/base/stack.ts'
import { import_module } from '../../src/framework/utils/module_loading.ts'
import { SqlJsDatabase } from '../../src/runtime/database.ts'
import { allModules } from '../../src/runtime/django/all.ts'
import { wsgiEnviron } from '../../src/runtime/environ.ts'
import { LoopWatch } from '../../src/runtime/loops.ts'
import '../../src/runtime/translate.ts'
import { setUp, type Application } from '../../src/runtime/set-up.ts'
import { Recorder } from '../../src/trace/recorder.ts'
import { tracing } from '../../src/trace/tracer.ts'
import type { Floor } from './floors.ts'
import type { Data, Expected, Summary } from './shared.ts'

/** `run` may answer the seconds that count; else the whole call does. */
interface Workload {
  run(): number | void
  check(): string
}

export interface Result extends Partial<Summary> {
  readonly sha256?: string
  readonly bytes?: number
  /** Why there is no time. */
  readonly error?: string
  readonly floor_ms?: number
  /** Ours by the floor's time, measured in turns. */
  readonly floor_ratio?: number
  readonly traced_ms?: number
  /** With everything recorded by without, measured in turns. */
  readonly traced_ratio?: number
}

export interface Options {
  readonly files: Readonly<Record<string, string>>
  readonly data: Data
  readonly expected: Expected
  readonly makeFloors: (database: Uint8Array) => Readonly<Record<string, Floor>>
  /** Empty: all. */
  readonly only: readonly string[]
  readonly seconds: number
}

const now = () => performance.now() / 1000
const monotonic = () => performance.now() * 1000
const requests = ['W1', 'W3', 'W4', 'W8'] as const
/** What has a floor that gives the same answer. */
const FLOORED = /^W5(?:table|page)$|^W6/
/** What a learner does, with everything recorded as in the playground. */
const TRACED = /^W[1348]$|^W6n1$/
/** How often two take turns. */
const TURNS = 5

export async function measure(options: Options): Promise<Record<string, Result>> {
  const app = await load(options.files)
  const floors = options.makeFloors(app.database.export())
  const { workloads } = import_module('bench.workloads') as {
    workloads: Record<string, (now: () => number) => Workload>
  }
  const { data } = options
  const all: Record<string, () => Workload> = {}
  for (const [name, make] of Object.entries(workloads)) all[name] = () => make(now)
  for (const name of requests) all[name] = () => request(app, data, name)
  const results: Record<string, Result> = {}
  for (const name of Object.keys(all).sort()) {
    if (options.only.length > 0 && !options.only.includes(name)) continue
    const floor = FLOORED.test(name) ? floors[name] : undefined
    results[name] = await timed(name, all[name]!, floor, options)
  }
  return results
}

/** Filled once, before any clock starts. */
async function load(files: Options['files']): Promise<Application> {
  ;(Error as { stackTraceLimit?: number }).stackTraceLimit = 200
  const sqlite = await initSqlJs()
  const ports = {
    now: () => Date.now() * 1000,
    monotonic,
    random: (bytes: number) => randomFillSync(new Uint8Array(bytes)),
    modules: allModules,
    openDatabase: (bytes: Uint8Array | null) => SqlJsDatabase.open(sqlite, bytes),
  }
  const app = setUp(
    files,
    ports,
    new LoopWatch({ monotonic, onLongLoop: () => undefined }),
    null,
    false,
  )
  ;(import_module('bench.fill') as { run(): void }).run()
  tracing.boundary = makeBoundary()
  return app
}

async function timed(
  name: string,
  make: () => Workload,
  floor: Floor | undefined,
  options: Options,
): Promise<Result> {
  let text: string
  let workload: Workload
  try {
    workload = make()
    text = workload.check()
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
  const sha256 = hashOf(text)
  const bytes = Buffer.byteLength(text)
  const expected = options.expected[name]
  if (expected !== undefined && expected.sha256 !== sha256) {
    return { sha256, bytes, error: `another answer than Django's (${expected.bytes} bytes)` }
  }
  if (floor?.text !== undefined && hashOf(floor.text()) !== sha256)
    return { sha256, bytes, error: 'the floor has another answer' }
  const result: { -readonly [K in keyof Result]: Result[K] } = {
    ...(await options.data.bench(() => workload.run(), options.seconds, now)),
    sha256,
    bytes,
  }
  if (floor !== undefined) {
    const [ours_ms, floor_ms] = await inTurns(
      () => workload.run(),
      () => floor.fn(),
      options,
    )
    Object.assign(result, { floor_ms, floor_ratio: ours_ms / floor_ms })
  }
  if (TRACED.test(name)) {
    const { run, check } = traced(workload)
    if (hashOf(check()) !== sha256) return { sha256, bytes, error: 'another answer when traced' }
    const [traced_ms, ours_ms] = await inTurns(run, () => workload.run(), options)
    Object.assign(result, { traced_ms, traced_ratio: traced_ms / ours_ms })
  }
  return result
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

type Run = () => number | void

/** Milliseconds of both in the turn whose ratio is the middle one. */
async function inTurns(
  first: Run,
  second: Run,
  { data, seconds }: Options,
): Promise<[number, number]> {
  const turns: [number, number][] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    const one = await data.bench(first, seconds / TURNS, now)
    const other = await data.bench(second, seconds / TURNS, now)
    turns.push([one.median_ms, other.median_ms])
  }
  return turns.toSorted((a, b) => a[0] / a[1] - b[0] / b[1])[TURNS >> 1]!
}

/** A request as the service worker hands it over, to the bytes of its answer. */
function request(app: Application, data: Data, name: (typeof requests)[number]): Workload {
  const { path = '', cookie } = data.REQUESTS[name] ?? {}
  const headers = [{ name: 'Host', value: 'testserver' }]
  if (cookie !== undefined) headers.push({ name: 'Cookie', value: cookie })
  const send = () => {
    let status = ''
    let sent: (readonly [string, string])[] = []
    const environ = wsgiEnviron({ method: 'GET', url: path, headers, body: null })
    const response = app.wsgi(environ, (line, lines) => {
      status = line.slice(0, 3)
      sent = [...lines]
    })
    const body = Buffer.concat([...response])
    response.close()
    return { status, sent, body }
  }
  return {
    run: () => void send(),
    check: () => {
      const { status, sent, body } = send()
      return data.canonicalResponse(status, sent, body.toString())
    },
  }
}

/** The same with everything recorded, as in the playground. */
function traced({ run, check }: Workload): Workload {
  const recording = <T>(work: () => T): T => {
    const recorder = new Recorder(
      { id: 't1', startedAt: 0, link: { kind: 'navigation', from: null } },
      { monotonic },
    )
    tracing.tracer = recorder
    try {
      return work()
    } finally {
      tracing.tracer = null
      recorder.finish()
    }
  }
  return { run: () => recording(run), check: () => recording(check) }
}
