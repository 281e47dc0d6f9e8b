/** The sandbox's service worker: one classic script at `/sw.js`. */
import { startServiceWorker } from '../sandbox/service-worker/service-worker.ts'

declare const self: ServiceWorkerGlobalScope

startServiceWorker(self)
