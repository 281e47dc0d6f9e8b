/**
 * The database beyond a reload of the tab: in IndexedDB of the playground's own origin, where only the learner's pages
 * could reach it, too. Written in pieces, of which only those that changed, in one transaction that is sent off before
 * the answer is given out: nobody waits for it, and a page that has seen its answer finds it again.
 */
export const KEPT_NAME = 'roundtrip'

const STORE = 'database'
const HEAD = 'head'
/** Several of SQLite's pages: fewer writes for a new database, little more than one for a changed row. */
const PIECE_BYTES = 16_384
const MAX_PIECES = 1_000_000
/** A browser that does not answer keeps nobody waiting. */
const PATIENCE_MS = 1000

interface Head {
  /** Whose database it is: the app gives each project that it opens a key of its own. */
  readonly key: string
  readonly byteLength: number
}

export class KeptDatabase {
  readonly #database: IDBDatabase | null
  #key = ''
  #saved = new Uint32Array()

  private constructor(database: IDBDatabase | null) {
    this.#database = database
    // a page may delete it: better gone than in the way
    if (database !== null) database.onversionchange = () => database.close()
  }

  /** Where the browser keeps nothing, this keeps nothing. */
  static open(): Promise<KeptDatabase> {
    return new Promise((resolve) => {
      const give = (database: IDBDatabase | null) => resolve(new KeptDatabase(database))
      setTimeout(() => give(null), PATIENCE_MS)
      try {
        const opening = indexedDB.open(KEPT_NAME, 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
        opening.onsuccess = () => give(opening.result)
        opening.onerror = opening.onblocked = () => give(null)
      } catch {
        give(null)
      }
    })
  }

  get isKept(): boolean {
    return this.#database !== null
  }

  /**
   * From now on it is about the database with this key.
   * @returns what is kept of it; null: nothing, and whatever there was is gone
   */
  async take(key: string): Promise<ArrayBuffer | null> {
    this.#key = key
    this.#saved = new Uint32Array()
    try {
      const kept = await this.#read()
      if (kept?.head.key === key) {
        this.#saved = new Uint32Array(kept.bytes)
        return kept.bytes.slice(0, kept.head.byteLength)
      }
      this.#store()?.clear()
    } catch {
      // what cannot be read is not there
    }
    return null
  }

  save(bytes: ArrayBuffer): void {
    const store = this.#store()
    if (store === null) return
    const now = new Uint32Array(Math.ceil(bytes.byteLength / PIECE_BYTES) * (PIECE_BYTES / 4))
    new Uint8Array(now.buffer).set(new Uint8Array(bytes))
    const words = PIECE_BYTES / 4
    for (let at = 0; at < now.length; at += words) {
      if (at < this.#saved.length && isSame(now, this.#saved, at, at + words)) continue
      store.put(new Uint8Array(now.buffer, at * 4, PIECE_BYTES).slice(), at / words)
    }
    for (let at = now.length; at < this.#saved.length; at += words) store.delete(at / words)
    store.put({ key: this.#key, byteLength: bytes.byteLength } satisfies Head, HEAD)
    // at once: the tab may go away before the browser would do so by itself
    store.transaction.commit()
    this.#saved = now
    // full, most likely: the next one is written whole
    store.transaction.onabort = () => (this.#saved = new Uint32Array())
  }

  #store(): IDBObjectStore | null {
    try {
      return (
        this.#database
          ?.transaction(STORE, 'readwrite', { durability: 'relaxed' })
          .objectStore(STORE) ?? null
      )
    } catch {
      return null // closed meanwhile
    }
  }

  /** Pieces in their order, filled up to whole ones. */
  async #read(): Promise<{ readonly head: Head; readonly bytes: ArrayBuffer } | null> {
    const store = this.#store()
    if (store === null) return null
    const [head, pieces] = await Promise.all([
      result(store.get(HEAD)),
      result(store.getAll(IDBKeyRange.bound(0, MAX_PIECES))),
    ])
    if (!isHead(head)) return null
    const count = Math.ceil(head.byteLength / PIECE_BYTES)
    const whole = (pieces as unknown[]).slice(0, count)
    if (whole.length !== count || !whole.every(isPiece)) return null
    const bytes = new Uint8Array(count * PIECE_BYTES)
    whole.forEach((piece, index) => bytes.set(piece, index * PIECE_BYTES))
    return { head, bytes: bytes.buffer }
  }
}

function isSame(a: Uint32Array, b: Uint32Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (a[at] !== b[at]) return false
  return true
}

function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null) return false
  const { key, byteLength } = value as Partial<Head>
  return typeof key === 'string' && typeof byteLength === 'number' && byteLength >= 0
}

/** The learner's pages can write here as well. */
function isPiece(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length === PIECE_BYTES
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(new Error(String(request.error)))
  })
}
