/**
 * The project and its sandbox, kept in step: an edit goes over after a short pause, another project starts the
 * sandbox anew, what the host says goes to the stores. The only place that talks to the host.
 */
import type { AppMessage, DataAction, HostMessage } from '../../protocol/app-host.ts'
import type { Question } from '../../protocol/questions.ts'
import type { Trace } from '../../trace/model.ts'
import { useConnection } from '../state/connection.ts'
import { dataKey } from '../state/data-key.ts'
import { useDatabase } from '../state/database.ts'
import { useMigrations } from '../state/migrations.ts'
import { exampleOf, saveProject, useProject } from '../state/project.ts'
import { useSettings } from '../state/settings.ts'
import { acceptHostMessage } from './guard.ts'
import { HostLink, type DeadReason } from './host-link.ts'
import type { SandboxFrame } from './sandbox-frame.ts'
import { isSameSite } from './sandbox-origin.ts'
import { markFinished, markStarted } from './unfinished.ts'

export const EDIT_DELAY_MS = 400

const DEAD: Record<DeadReason, string> = {
  'no-ready': `The sandbox did not answer within 10 seconds. It lives on an address of its own, which a content blocker, a proxy or a server that is not running can hide.`,
  'no-pong': `The page in the preview does not answer any more, probably because of an endless loop in its own script. Your project is untouched.`,
}

export interface PlaygroundEvents {
  /** @param isAfterEdit  nobody asked for this request: an edit loaded the page again */
  readonly onTrace: (trace: Trace, isAfterEdit: boolean) => void
  /** F6 inside the sandbox. */
  readonly onFocusOut: (backwards: boolean) => void
}

export class Playground {
  #link: HostLink | null = null
  #editTimer: ReturnType<typeof setTimeout> | null = null
  /** What the next `open` asks for. */
  #url: string
  /** The next page comes because of an edit. */
  #isAfterEdit = false
  #stopWatching: () => void
  /** Who waits for the answer to a question, by its id. */
  readonly #asked = new Map<number, (answer: unknown) => void>()
  #questions = 0

  constructor(
    readonly events: PlaygroundEvents,
    startUrl: string,
  ) {
    this.#url = startUrl
    this.#stopWatching = useProject.subscribe((now, was) => {
      if (now.generation !== was.generation) this.#replaced(now.origin !== was.origin)
      else if (now.files !== was.files) this.#editSoon()
    })
  }

  /** Listens to a frame until the returned function is called. */
  connect({ element, origin, listen }: SandboxFrame): () => void {
    const link = new HostLink({
      post: (data) => element.contentWindow?.postMessage(data, origin),
      onMessage: (message) => this.#receive(message),
      onDead: (reason) => this.#died(reason),
    })
    const wake = () => link.forgive()
    document.addEventListener('visibilitychange', wake)
    this.#link = link
    const stopListening = listen((event) => {
      const message = acceptHostMessage(event, { origin, source: element.contentWindow })
      if (message !== null) link.receive(message)
    })
    return () => {
      stopListening()
      document.removeEventListener('visibilitychange', wake)
      link.dispose()
      if (this.#link === link) this.#link = null
      for (const id of [...this.#asked.keys()]) this.#answer(id, null)
    }
  }

  /** @returns what the loaded project says, unchecked; null where there is none, or the sandbox goes away */
  ask(question: Question): Promise<unknown> {
    return this.#question((id) => ({ type: 'ask', id, question }))
  }

  /** @param action  a file takes the place of the database. @returns unchecked, as `ask` */
  actOnData(action: DataAction | ArrayBuffer): Promise<unknown> {
    return this.#question((id) =>
      typeof action === 'string'
        ? { type: 'data', id, action }
        : { type: 'open-data', id, bytes: action },
    )
  }

  #question(message: (id: number) => AppMessage): Promise<unknown> {
    const link = this.#link
    if (link === null) return Promise.resolve(null)
    const id = (this.#questions += 1)
    return new Promise((resolve) => {
      this.#asked.set(id, resolve)
      link.send(message(id))
    })
  }

  #answer(id: number, answer: unknown): void {
    this.#asked.get(id)?.(answer)
    this.#asked.delete(id)
  }

  /** @param url  path with query, from the root: `/blog/?q=a` */
  navigate(url: string): void {
    this.#url = url
    this.#flushEdit()
    const { page, set } = useConnection.getState()
    if (page !== null) set({ page: { ...page, url } })
    this.#request({ type: 'navigate', url })
  }

  reload(): void {
    this.#flushEdit()
    this.#request({ type: 'reload' })
  }

  history(delta: -1 | 1): void {
    this.#request({ type: 'history', delta })
  }

  focusSandbox(): void {
    this.#link?.send({ type: 'focus' })
  }

  /** Saves and runs now, whether or not the pause after the last edit is over. */
  saveAndRun(): void {
    saveProject()
    if (this.#editTimer !== null) this.#flushEdit()
    else this.reload()
  }

  /** Database back to its fixtures, cookies gone; the files stay. */
  resetData(): void {
    this.#request({ type: 'reset' })
  }

  /** Lets a paused project run. */
  run(): void {
    useConnection.getState().restart()
  }

  dispose(): void {
    this.#stopWatching()
    if (this.#editTimer !== null) clearTimeout(this.#editTimer)
  }

  #request(message: AppMessage): void {
    useConnection.getState().set({ busySince: performance.now(), trouble: null })
    markStarted()
    this.#isAfterEdit = message.type === 'edit'
    this.#link?.send(message)
  }

  #replaced(isOtherPerson: boolean): void {
    if (this.#editTimer !== null) clearTimeout(this.#editTimer)
    this.#editTimer = null
    this.#url = startOf()
    if (useConnection.getState().phase === 'paused') return
    // an origin that ran a stranger's project is not used for the own one, nor the other way round
    if (isOtherPerson) useConnection.getState().restart()
    else this.#open()
  }

  #open(): void {
    const { files, fragment } = useProject.getState()
    const { budgetMs } = useSettings.getState()
    this.#request({
      type: 'open',
      files,
      url: this.#url,
      budgetMs,
      dataKey: dataKey(fragment),
    })
  }

  #editSoon(): void {
    if (this.#editTimer !== null) clearTimeout(this.#editTimer)
    this.#editTimer = setTimeout(() => this.#flushEdit(), EDIT_DELAY_MS)
  }

  #flushEdit(): void {
    if (this.#editTimer === null) return
    clearTimeout(this.#editTimer)
    this.#editTimer = null
    const migrate = useMigrations.getState().takeMigrate()
    this.#request({ type: 'edit', files: useProject.getState().files, migrate })
  }

  #died(reason: DeadReason): void {
    // the page that hung is not the one to start with again
    if (reason === 'no-pong') this.#url = startOf()
    useConnection.getState().set({ phase: 'dead', trouble: DEAD[reason], busySince: null })
  }

  #finished(trace: Trace): void {
    markFinished()
    useConnection.getState().set({ busySince: null })
    this.events.onTrace(trace, this.#isAfterEdit)
    if (trace.link.kind !== 'subrequest') this.#isAfterEdit = false
  }

  #receive(message: HostMessage): void {
    const connection = useConnection.getState()
    switch (message.type) {
      case 'ready':
        return this.#open()
      case 'boot':
        return connection.bootStep(message.step, { state: message.state, message: message.message })
      case 'changes':
        return useDatabase.getState().changed(message)
      case 'loaded':
        useDatabase.getState().changed(null)
        return connection.set({
          phase: 'ready',
          problem: message.problem,
          loads: connection.loads + 1,
        })
      case 'trace':
        return this.#finished(message.trace)
      case 'preview':
        markFinished()
        this.#url = message.url
        return connection.set({
          phase: 'ready',
          busySince: null,
          page: { url: message.url, title: message.title },
        })
      case 'focus-out':
        return this.events.onFocusOut(message.backwards)
      case 'trouble':
        return connection.set({ trouble: message.message, busySince: null })
      case 'answer':
        return this.#answer(message.id, message.answer)
      case 'pong':
        return
    }
  }
}

/** Where the example of the open project starts. */
function startOf(): string {
  return exampleOf(useProject.getState().example.id).start
}

/**
 * Whether a stranger's link may run without a click. It may where the sandbox is another site, since then it can
 * neither reach nor freeze anything of this person's; asking would only teach people to click. Elsewhere it waits.
 */
export function mayRunAtOnce(appOrigin: string, sandboxOrigin: string): boolean {
  return !isSameSite(appOrigin, sandboxOrigin)
}
