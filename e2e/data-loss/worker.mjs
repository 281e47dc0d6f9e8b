/** The engine worker in a thread of Node: the browser's worker scope is this much of it. */
import { parentPort } from 'node:worker_threads'
import { startEngine } from '../../src/runtime/engine-worker.ts'

const port = parentPort
const scope = {
  onmessage: null,
  postMessage: (message, transfer) => port.postMessage(message, transfer),
}
port.on('message', (data) => scope.onmessage?.({ data }))
// nothing is compiled beforehand
startEngine(scope, Promise.reject(new Error('no example here')))
