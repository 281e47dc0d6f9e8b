/** Makes all that hands out results later do so by our loop: called once by whoever loads this part. */
import { Future } from './future.ts'
import { setChain, setSettled, setWait } from './state.ts'
import { coroutine, waitFor, type Steps } from './task.ts'

export function installCoroutines(): void {
  setSettled((run) => new Future((resolve) => resolve(run())))
  setWait(waitFor)
  // in the context of who asked, so that what comes later is told in its place
  setChain(coroutine(goOn) as unknown as Parameters<typeof setChain>[0])
}

function* goOn(
  value: PromiseLike<unknown>,
  then: (value: unknown) => unknown,
  failed: ((error: unknown) => unknown) | null,
): Steps<unknown> {
  let there: unknown
  try {
    there = yield value
  } catch (error) {
    if (failed === null) throw error
    return failed(error)
  }
  return then(there)
}
