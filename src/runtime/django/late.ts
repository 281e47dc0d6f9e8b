/**
 * Parts that the first page most probably does without: they are fetched after it, and a request that comes meanwhile
 * waits for them. Linking cannot wait, so a first request that does need one notices by `isWanted`, and is run again.
 */
import type { Namespace } from '../../framework/utils/module_loading.ts'

type Modules = Record<string, Namespace>

export class LateParts {
  /** What a project can import. The late modules raise until they are there. */
  readonly modules: Modules
  /** Something imported a late module before it was there. */
  isWanted = false
  readonly #fetch: () => Promise<Readonly<Modules>>
  #loading: Promise<void> | null = null

  /** @param paths  the late modules */
  constructor(
    known: Readonly<Modules>,
    paths: readonly string[],
    fetch: () => Promise<Readonly<Modules>>,
  ) {
    this.#fetch = fetch
    // read by whoever imports it, whatever of it is wanted
    const missing = Object.defineProperty({}, 'missing', {
      enumerable: true,
      get: () => {
        this.isWanted = true
        throw new Error('This part of Django is still being downloaded.')
      },
    })
    this.modules = { ...known }
    // whoever looks through all modules does not meet them
    const hidden = { value: missing, enumerable: false, configurable: true, writable: true }
    for (const path of paths) Object.defineProperty(this.modules, path, hidden)
  }

  get isBegun(): boolean {
    return this.#loading !== null
  }

  /** Fetches them, once. Never fails: what is not there goes on saying so when it is imported. */
  load(): Promise<void> {
    this.#loading ??= this.#fetch().then(
      (modules) => {
        for (const [path, value] of Object.entries(modules)) {
          Object.defineProperty(this.modules, path, { value, enumerable: true })
        }
      },
      () => void (this.#loading = null),
    )
    return this.#loading
  }
}
