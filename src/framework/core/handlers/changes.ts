/**
 * What one layer did: request and response are photographed before and after, and the photographs compared. Values are
 * compared by identity, so a list changed in place is not seen; nothing is called to find out. Names are made only of
 * what has changed, since a page's layers are photographed some twenty times.
 */
import type { Change } from '../../../trace/kinds.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { shortRepr } from '../../utils/short_repr.ts'

/** How the parts of one kind are named, and what each was then. */
interface Parts {
  readonly named: (key: unknown) => string
  readonly values: ReadonlyMap<unknown, unknown>
}

export type Snapshot = readonly Parts[]

const attribute = (key: unknown) => String(key)
const entryOf = (container: string) => (key: unknown) => `${container}['${String(key)}']`
const [ofMeta, ofHeaders, ofCookies] = ['META', 'headers', 'cookies'].map(entryOf) as [
  Parts['named'],
  Parts['named'],
  Parts['named'],
]

const KEPT_APART = new Set(['META', 'headers', 'cookies', 'closed', 'streaming', 'is_async'])

/** Public attributes and META, entry by entry. */
export function snapshotRequest(request: HttpRequest): Snapshot {
  return [
    { named: attribute, values: publicFields(request) },
    { named: ofMeta, values: new Map(request.META._items) },
  ]
}

/** Status, each header, each cookie, the content and public attributes. */
export function snapshotResponse(response: HttpResponseBase): Snapshot {
  const fields = publicFields(response)
  fields.set('status_code', response.status_code)
  const { _container } = response as { _container?: readonly Uint8Array[] }
  if (_container !== undefined) fields.set('content', new Content(_container))
  const cookies = new Map<unknown, unknown>()
  for (const morsel of response.cookies.values()) {
    cookies.set(morsel.key, morsel.OutputString().slice(morsel.key.length + 1))
  }
  return [
    { named: attribute, values: fields },
    { named: ofHeaders, values: new Map(response.headers.items()) },
    { named: ofCookies, values: cookies },
  ]
}

/** Bytes are not copied: the same chunks are the same content. */
class Content {
  readonly #chunks: readonly Uint8Array[]

  constructor(chunks: readonly Uint8Array[]) {
    this.#chunks = [...chunks]
  }

  /** Not by `instanceof`, which would wake up a lazy `request.user`. */
  static is(value: unknown): value is Content {
    return typeof value === 'object' && value !== null && #chunks in value
  }

  equals(other: unknown): boolean {
    if (!Content.is(other)) return false
    const chunks = other.#chunks
    return (
      chunks.length === this.#chunks.length && chunks.every((chunk, i) => chunk === this.#chunks[i])
    )
  }

  toString(): string {
    return `${this.#chunks.reduce((size, chunk) => size + chunk.length, 0)} bytes`
  }
}

function publicFields(object: object): Map<unknown, unknown> {
  const fields = new Map<unknown, unknown>()
  for (const name of Object.keys(object)) {
    if (name.startsWith('_') || KEPT_APART.has(name)) continue
    fields.set(name, (object as Record<string, unknown>)[name])
  }
  return fields
}

/** @param before  empty where there was nothing yet */
export function changesBetween(
  target: Change['target'],
  before: Snapshot,
  after: Snapshot,
): readonly Change[] {
  const changes: Change[] = []
  after.forEach(({ named, values }, index) => {
    const old = before[index]?.values ?? NOTHING
    for (const [key, value] of values) {
      const was = old.get(key)
      const isSame = Content.is(value) ? value.equals(was) : Object.is(was, value)
      if (isSame && (was !== undefined || old.has(key))) continue
      const had = old.has(key) ? text(was) : null
      changes.push({ target, name: named(key), before: had, after: text(value) })
    }
    for (const [key, value] of old) {
      if (values.has(key)) continue
      changes.push({ target, name: named(key), before: text(value), after: null })
    }
  })
  return changes
}

const NOTHING: ReadonlyMap<unknown, unknown> = new Map()

function text(value: unknown): string {
  return Content.is(value) ? value.toString() : shortRepr(value)
}
