/**
 * Writes a trace by hand, in the order in which the framework emits one. Samples stand for requests of the guide's
 * blog; tests and the gallery read them.
 */
import type { SourceRange } from '../../base/source.ts'
import type { EventDetails, EventKind, HookName, SpanDetails, SpanKind } from '../../trace/kinds.ts'
import { TRACE_VERSION, type Trace, type TraceEntry, type TraceLink } from '../../trace/model.ts'

export interface Writer {
  span<K extends SpanKind>(
    kind: K,
    detail: SpanDetails[K],
    where: string | null,
    inside?: () => Partial<SpanDetails[K]> | void,
  ): void
  event<K extends EventKind>(kind: K, detail: EventDetails[K], where?: string | null): void
}

/** @param where  `blog/views.ts:12` */
const at = (where: string | null): SourceRange | null => {
  const parts = /^(.*):(\d+)$/.exec(where ?? '')
  return parts === null ? null : { file: parts[1] as string, line: Number(parts[2]) }
}

export function writeTrace(
  id: string,
  write: (writer: Writer) => void,
  more: { link?: TraceLink; stopped?: Trace['stopped'] } = {},
): Trace {
  const entries: TraceEntry[] = []
  const open: number[] = []
  let order = 0
  const writer: Writer = {
    span(kind, detail, where, inside) {
      const entry = {
        type: 'span',
        id: entries.length,
        parent: open.at(-1) ?? null,
        kind,
        where: at(where),
        order,
        startUs: order++ * 10,
        endUs: null as number | null,
        endOrder: null as number | null,
        detail,
      }
      entries.push(entry as unknown as TraceEntry)
      open.push(entry.id)
      const added = inside?.()
      open.pop()
      Object.assign(entry, { detail: { ...detail, ...added }, endOrder: order, endUs: order * 10 })
      order++
    },
    event(kind, detail, where = null) {
      entries.push({
        type: 'event',
        id: entries.length,
        parent: open.at(-1) ?? null,
        kind,
        where: at(where),
        order,
        atUs: order++ * 10,
        detail,
      } as unknown as TraceEntry)
    },
  }
  write(writer)
  return {
    version: TRACE_VERSION,
    id,
    startedAt: Date.UTC(2025, 0, 5, 12, 0),
    link: more.link ?? { kind: 'navigation', from: null },
    entries,
    dropped: 0,
    stopped: more.stopped ?? null,
  }
}

/** MIDDLEWARE as startproject writes it, with the hooks that each layer has. */
export const MIDDLEWARE: readonly { path: string; hooks: readonly HookName[] }[] = [
  ['django.middleware.security.SecurityMiddleware', 'process_request', 'process_response'],
  ['django.contrib.sessions.middleware.SessionMiddleware', 'process_request', 'process_response'],
  ['django.middleware.common.CommonMiddleware', 'process_request', 'process_response'],
  [
    'django.middleware.csrf.CsrfViewMiddleware',
    'process_request',
    'process_view',
    'process_response',
  ],
  ['django.contrib.auth.middleware.AuthenticationMiddleware', 'process_request'],
  ['django.contrib.messages.middleware.MessageMiddleware', 'process_request', 'process_response'],
  ['django.middleware.clickjacking.XFrameOptionsMiddleware', 'process_response'],
].map(([path, ...hooks]) => ({ path: path as string, hooks: hooks as HookName[] }))
