/** Real threads in place of the browser's workers, so that the host's own engine can be tested in Node. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Worker as Thread } from 'node:worker_threads'
import { build } from 'vite'

const repository = join(import.meta.dirname, '../..')

/** Bundles the engine worker as one file. @returns its path, in a folder that git ignores */
export async function bundleWorker(): Promise<string> {
  const outDir = join(repository, 'node_modules/.cache/data-loss')
  await build({
    configFile: false,
    root: repository,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'worker.mjs'),
      target: 'node20',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output: { keepNames: true, entryFileNames: 'worker.mjs' } },
    },
  })
  return join(outDir, 'worker.mjs')
}

export async function compileSqlite(): Promise<WebAssembly.Module> {
  const require = createRequire(import.meta.url)
  return WebAssembly.compile(await readFile(require.resolve('sql.js/dist/sql-wasm.wasm')))
}

/** As much of `Worker` as the host uses. */
export class ThreadWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null
  onerror: ((event: { message: string }) => void) | null = null
  readonly #thread: Thread

  constructor(script: string) {
    this.#thread = new Thread(script)
    this.#thread.on('message', (data: unknown) => this.onmessage?.({ data }))
    this.#thread.on('error', (error: Error) => this.onerror?.({ message: error.message }))
  }

  postMessage(message: unknown): void {
    this.#thread.postMessage(message)
  }

  terminate(): void {
    void this.#thread.terminate()
  }

  /** It dies of itself: memory, the browser, an operating system under pressure. */
  crash(): void {
    void this.#thread.terminate().then(() => this.onerror?.({ message: 'out of memory' }))
  }
}
