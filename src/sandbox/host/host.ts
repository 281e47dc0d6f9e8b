/**
 * The host page of a playground: wires app, engine, service worker and preview. It shares its origin with a
 * stranger's pages, so nothing here is a secret and the app believes none of it unchecked.
 */
import { assertUnreachable } from '../../base/assert.ts'
import type { AppMessage, ProjectFiles } from '../../protocol/app-host.ts'
import { parseFetchMessage } from '../../protocol/host-sw.ts'
import { CookieJar } from '../cookie-jar.ts'
import { AppLink } from './app-link.ts'
import { Broker } from './broker.ts'
import { actOnData } from './data-desk.ts'
import { Engine } from './engine.ts'
import { KeptDatabase } from './kept-database.ts'
import { Preview } from './preview.ts'
import { takeControl } from './registration.ts'
import { shimElement, type PreviewHost } from './shim.ts'
import { showStatus } from './status.ts'
import { forgetStorage } from './storage.ts'
import { VIRTUAL_HOSTNAME, VIRTUAL_ORIGIN } from './virtual-host.ts'

export interface HostPorts {
  readonly appOrigins: readonly string[]
  startWorker(): Worker
  /** SQLite, compiled once for all workers. */
  compileSqlite(): Promise<WebAssembly.Module>
}

export function startHost(ports: HostPorts): void {
  const jar = new CookieJar(VIRTUAL_HOSTNAME, () => Date.now())
  const app = new AppLink(ports.appOrigins, (message) => void handle(message))
  const preview = new Preview(document.body, (url, title) =>
    app.send({ type: 'preview', url, title }),
  )
  exposeToPreview(jar, (backwards) => app.send({ type: 'focus-out', backwards }))
  const keeping = KeptDatabase.open()
  const engine = boot(ports, jar, app, keeping)
  engine.catch(() => undefined) // said already
  let files: ProjectFiles = {}
  let loads = 0
  /** Where the preview goes once the project stands; null: it stays where it is. */
  let target: string | null = null
  app.send({ type: 'ready' })

  async function handle(message: AppMessage): Promise<void> {
    if (message.type === 'ping') return app.send({ type: 'pong' })
    const running = await engine.catch(() => null)
    if (running === null) return
    switch (message.type) {
      case 'open':
        files = message.files
        running.budgetMs = message.budgetMs
        target = message.url
        jar.clear()
        await forgetStorage()
        return load(running, await (await keeping).take(message.dataKey))
      case 'edit':
        files = message.files
        return load(running, 'keep', message.migrate)
      case 'reset':
        jar.clear()
        return load(running, null)
      case 'navigate':
        running.disconnect()
        return preview.navigate(message.url)
      case 'reload':
        running.disconnect()
        return preview.reload()
      case 'history':
        running.disconnect()
        return preview.go(message.delta)
      case 'focus':
        return preview.focus()
      case 'ask': {
        const { answer, wrote } = await running.ask(message.question)
        app.send({ type: 'answer', id: message.id, answer })
        // a change in the database panel shows at once, as one in the editor does
        if (wrote) preview.reload()
        return
      }
      case 'data':
      case 'open-data': {
        const { isKept } = await keeping
        const { answer, isChanged } = await actOnData(running, message, isKept)
        app.send({ type: 'answer', id: message.id, answer })
        if (isChanged) preview.reload()
        return
      }
      default:
        assertUnreachable(message)
    }
  }

  async function load(
    running: Engine,
    database: 'keep' | ArrayBuffer | null,
    migrate = false,
  ): Promise<void> {
    const mine = (loads += 1)
    const problem = await running.load(files, database, migrate)
    if (mine !== loads) return // edited again meanwhile
    app.send({ type: 'loaded', problem })
    showStatus('')
    if (target === null) preview.reload()
    else preview.navigate(target)
    target = null
  }
}

/** Service worker first: the engine's script then comes through it and carries the fence's headers on any server. */
async function boot(
  ports: HostPorts,
  jar: CookieJar,
  app: AppLink,
  keeping: Promise<KeptDatabase>,
): Promise<Engine> {
  let step: 'service-worker' | 'engine' = 'service-worker'
  const state = (state: 'running' | 'done') =>
    app.send({ type: 'boot', step, state, message: null })
  try {
    const sqlite = ports.compileSqlite()
    sqlite.catch(() => undefined) // awaited below
    state('running')
    await takeControl()
    state('done')
    step = 'engine'
    state('running')
    const kept = await keeping
    const engine = new Engine({
      startWorker: ports.startWorker,
      wasm: await sqlite,
      onStep: (step, state) => app.send({ type: 'boot', step, state, message: null }),
      // checked by the app: nothing that a worker says is believed
      onTrace: (trace) => app.send({ type: 'trace', trace } as never),
      onChanges: (id, changes) => app.send({ type: 'changes', id, changes }),
      onDatabase: (database) => kept.save(database),
    })
    engine.warmUp()
    await listen(engine, jar)
    state('done')
    return engine
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    app.send({ type: 'boot', step, state: 'failed', message })
    showStatus(message)
    throw error
  }
}

async function listen(engine: Engine, jar: CookieJar): Promise<void> {
  const session = crypto.randomUUID().slice(0, 8)
  let requests = 0
  const broker = new Broker({
    engine,
    jar,
    browser: {
      userAgent: navigator.userAgent,
      languages: navigator.languages,
      origin: location.origin,
    },
    shim: await shimElement(),
    nextId: () => `${session}-${(requests += 1)}`,
  })
  navigator.serviceWorker.addEventListener('message', (event) => {
    const message = parseFetchMessage(event.data)
    const [port] = event.ports
    if (message === null || port === undefined) return
    void broker
      .answer(message, (disconnect) => (port.onmessage = disconnect))
      .then((answer) =>
        port.postMessage(answer, answer.body instanceof ReadableStream ? [answer.body] : []),
      )
  })
  navigator.serviceWorker.startMessages()
}

function exposeToPreview(jar: CookieJar, leaveFocus: (backwards: boolean) => void): void {
  const offered: PreviewHost = {
    origin: location.origin,
    virtualOrigin: VIRTUAL_ORIGIN,
    getCookies: (path) => jar.scriptFor(path),
    setCookie: (text, path) => jar.setFromScript(text, path),
    leaveFocus,
  }
  addEventListener('keydown', (event) => {
    if (event.key !== 'F6') return
    event.preventDefault()
    leaveFocus(event.shiftKey)
  })
  ;(window as { roundtripHost?: PreviewHost }).roundtripHost = offered
}
