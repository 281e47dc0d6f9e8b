/** Watches a worker while it does one thing: its messages go to whoever waits, and it is ended when it takes too long. */
import type { HostToWorker, WorkerMessage } from '../../protocol/host-worker.ts'
import type { WorkerHandle } from './worker-handle.ts'

/** A worker that had to be ended. */
export interface Ended {
  readonly reason: string
  /** It outlived its budget. */
  readonly isHung: boolean
}

interface Watched<T> {
  readonly result: Promise<{ readonly value: T } | Ended>
  /** Ends it from outside, unless it has finished. */
  interrupt(reason: string): void
}

/** Posts `message` and feeds `on` until it finishes; what comes later still goes to it. */
export function watch<T>(
  worker: WorkerHandle,
  message: HostToWorker,
  budgetMs: number,
  on: (message: WorkerMessage, finish: (value: T) => void) => void,
): Watched<T> {
  let end: (ended: Ended) => void = () => undefined
  const result = new Promise<{ readonly value: T } | Ended>((resolve) => {
    let isSettled = false
    const settle = (result: { readonly value: T } | Ended) => {
      if (isSettled) return
      isSettled = true
      clearTimeout(timer)
      if ('reason' in result) worker.end()
      resolve(result)
    }
    const timer = setTimeout(() => {
      settle({ reason: `It was stopped after ${budgetMs / 1000} s.`, isHung: true })
    }, budgetMs)
    end = settle
    worker.onMessage = (received) => on(received, (value) => settle({ value }))
    worker.onCrash = (reason) => settle({ reason, isHung: false })
    worker.post(message)
  })
  return { result, interrupt: (reason) => end({ reason, isHung: false }) }
}
