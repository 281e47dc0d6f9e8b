/** Which kinds of cases are joined to the framework, and how each is replayed. */
import type { Case } from './case.ts'

/** Replays one case and gives the answer in the shape of its `expect`. What it throws counts as a failure. */
export interface Replay {
  readonly run: (given: Case) => unknown
  /** Where the kind compares otherwise than `sameAnswer`. */
  readonly same?: (expected: unknown, got: unknown, given: Case) => boolean
}

/** Loaded on demand: a run of one kind does not pay for the others. null: what the kind needs is not here. */
export const KINDS: Readonly<Record<string, () => Promise<Replay | null>>> = {
  querydict: async () => (await import('./kinds/http.ts')).replay,
  request: async () => (await import('./kinds/http.ts')).replay,
  response: async () => (await import('./kinds/http.ts')).replay,
  cookie: async () => (await import('./kinds/http.ts')).replay,
  middleware: async () => (await import('./kinds/middleware.ts')).replay,
  resolve: async () => (await import('./kinds/urls.ts')).replay,
  reverse: async () => (await import('./kinds/urls.ts')).replay,
  util: async () => (await import('./kinds/util.ts')).replay,
  form: async () => (await import('./kinds/form.ts')).replay,
  queryset: async () => (await import('./kinds/queryset.ts')).replay,
  template: async () => (await import('./kinds/template.ts')).replay,
  exchange: async () => (await import('./kinds/exchange.ts')).replay,
}
