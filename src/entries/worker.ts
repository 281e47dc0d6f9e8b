/** The engine worker, started by the sandbox's host page. */
import { startEngine } from '../runtime/engine-worker.ts'

declare const self: DedicatedWorkerGlobalScope

const examples = import('./compiled-examples.ts').then(({ compiledExamples }) => compiledExamples)

startEngine(self, examples)
