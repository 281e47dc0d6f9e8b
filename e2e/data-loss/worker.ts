/** The engine worker in a thread of Node: the browser's worker scope is this much of it. */
import { parentPort } from 'node:worker_threads'
import { startEngine } from '../../src/runtime/engine-worker.ts'

const port = parentPort!
const scope = {
  onmessage: null as ((event: { data: unknown }) => void) | null,
  postMessage: (message: unknown, transfer: readonly ArrayBuffer[]) =>
    port.postMessage(message, transfer),
}
port.on('message', (data: unknown) => scope.onmessage?.({ data }))
startEngine(scope as unknown as DedicatedWorkerGlobalScope)
