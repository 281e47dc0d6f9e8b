/** The sandbox's service worker: one classic script at `/sw.js`. */
import { startServiceWorker } from '../sandbox/service-worker/service-worker.ts'

startServiceWorker(self as unknown as ServiceWorkerGlobalScope)
