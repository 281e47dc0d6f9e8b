/**
 * What one layer did: request and response are photographed before and after, and the photographs compared. Values are
 * compared by identity, so a list changed in place is not seen; nothing is called to find out.
 */
import type { Change } from '../../../trace/kinds.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { shortRepr } from '../../utils/short_repr.ts'

/** Name of a part → its value then. */
export type Snapshot = ReadonlyMap<string, unknown>

/** Public attributes and META, entry by entry. */
export function snapshotRequest(request: HttpRequest): Snapshot {
  const parts = publicFields(request)
  parts.delete('META')
  for (const [name, value] of request.META._items) parts.set(`META['${name}']`, value)
  return parts
}

/** Status, each header, each cookie, the content and public attributes. */
export function snapshotResponse(response: HttpResponseBase): Snapshot {
  const parts = publicFields(response)
  for (const name of ['headers', 'cookies', 'closed', 'streaming']) parts.delete(name)
  parts.set('status_code', response.status_code)
  for (const [name, value] of response.headers.items()) parts.set(`headers['${name}']`, value)
  for (const morsel of response.cookies.values()) {
    parts.set(`cookies['${morsel.key}']`, morsel.OutputString().slice(morsel.key.length + 1))
  }
  const { _container } = response as { _container?: readonly Uint8Array[] }
  if (_container !== undefined) parts.set('content', new Content(_container))
  return parts
}

/** Bytes are not copied: the same chunks are the same content. */
class Content {
  readonly #chunks: readonly Uint8Array[]

  constructor(chunks: readonly Uint8Array[]) {
    this.#chunks = [...chunks]
  }

  equals(other: unknown): boolean {
    if (!(other instanceof Content)) return false
    const chunks = other.#chunks
    return (
      chunks.length === this.#chunks.length && chunks.every((chunk, i) => chunk === this.#chunks[i])
    )
  }

  toString(): string {
    return `${this.#chunks.reduce((size, chunk) => size + chunk.length, 0)} bytes`
  }
}

function publicFields(object: object): Map<string, unknown> {
  return new Map(Object.entries(object).filter(([name]) => !name.startsWith('_')))
}

export function changesBetween(
  target: Change['target'],
  before: Snapshot,
  after: Snapshot,
): readonly Change[] {
  const changes: Change[] = []
  for (const [name, value] of after) {
    const old = before.get(name)
    const isSame = value instanceof Content ? value.equals(old) : Object.is(old, value)
    if (isSame && before.has(name)) continue
    changes.push({ target, name, before: before.has(name) ? text(old) : null, after: text(value) })
  }
  for (const [name, value] of before) {
    if (!after.has(name)) changes.push({ target, name, before: text(value), after: null })
  }
  return changes
}

function text(value: unknown): string {
  return value instanceof Content ? value.toString() : shortRepr(value)
}
