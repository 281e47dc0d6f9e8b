/** The sandbox's host page at `/__host/`. */
import sqliteUrl from 'sql.js/dist/sql-wasm.wasm?url'
import { APP_ORIGINS } from '../sandbox/app-origins.ts'
import { startHost } from '../sandbox/host/host.ts'

startHost({
  appOrigins: APP_ORIGINS,
  startWorker: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  compileSqlite: () => WebAssembly.compileStreaming(fetch(sqliteUrl)),
})
