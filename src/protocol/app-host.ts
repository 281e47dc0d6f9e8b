/**
 * Messages between the app's page and the sandbox's host page, which stand on two origins. The host runs a
 * stranger's code, so the app believes nothing that does not pass `parseHostMessage`, and shows what passes as text.
 */
import * as v from 'valibot'
import { parseTrace } from '../trace/codec.ts'
import type { Trace } from '../trace/model.ts'
import { databaseBytes } from './database-questions.ts'
import { questionSchema } from './questions.ts'

/** Both sides drop messages of another version: an old tab may talk to a new host. */
export const PROTOCOL_VERSION = 1

/** Project files by path: `blog/views.ts` → text. */
export type ProjectFiles = Readonly<Record<string, string>>

const MAX_TEXT = 100_000
const short = v.pipe(v.string(), v.maxLength(MAX_TEXT))
const path = v.pipe(v.string(), v.maxLength(200), v.regex(/^[\w.-]+(\/[\w.-]+)*$/))
const url = v.pipe(v.string(), v.maxLength(8192), v.startsWith('/'))

const sourceRange = v.object({ file: short, line: v.number(), column: v.optional(v.number()) })

/** An error in the learner's project that kept it from loading. Django's class and message first. */
export const problemSchema = v.object({
  className: short,
  message: short,
  where: v.nullable(sourceRange),
  hint: v.nullable(short),
})
export type Problem = v.InferOutput<typeof problemSchema>

export const BOOT_STEPS = ['service-worker', 'engine', 'database', 'compile', 'load'] as const
export type BootStep = (typeof BOOT_STEPS)[number]

export const DATA_ACTIONS = ['state', 'download', 'reset', 'undo'] as const
export type DataAction = (typeof DATA_ACTIONS)[number]

const files = v.record(path, v.pipe(v.string(), v.maxLength(1_000_000)))

const appMessage = v.variant('type', [
  /**
   * Start, or start over, with this project; the preview goes to `url`. Cookies are made anew, and so is the database,
   * unless one is kept under this key from before a reload.
   */
  v.object({
    type: v.literal('open'),
    files,
    url,
    budgetMs: v.number(),
    dataKey: v.pipe(v.string(), v.maxLength(100)),
  }),
  /**
   * The learner edited: restart with these files, keep database and cookies, reload the preview. `migrate`: apply the
   * migrations that the database does not have yet.
   */
  v.object({ type: v.literal('edit'), files, migrate: v.optional(v.boolean()) }),
  v.object({ type: v.literal('navigate'), url }),
  v.object({ type: v.literal('reload') }),
  v.object({ type: v.literal('history'), delta: v.picklist([-1, 1]) }),
  /** Database back to the fixtures, cookie jar emptied. */
  v.object({ type: v.literal('reset') }),
  v.object({ type: v.literal('focus') }),
  /** Answered by `pong` at once. A host whose page is stuck in the preview's endless loop cannot. */
  v.object({ type: v.literal('ping') }),
  /** Answered by `answer` with the same id, after what runs. */
  v.object({ type: v.literal('ask'), id: v.number(), question: questionSchema }),
  /** About the database as a whole, answered by the host page; see `host/data-desk.ts`. */
  v.object({ type: v.literal('data'), id: v.number(), action: v.picklist(DATA_ACTIONS) }),
  /** The database is replaced by a file. */
  v.object({ type: v.literal('open-data'), id: v.number(), bytes: databaseBytes }),
])
export type AppMessage = v.InferOutput<typeof appMessage>

const hostMessage = v.variant('type', [
  /** The host page listens: `open` may be sent. */
  v.object({ type: v.literal('ready') }),
  v.object({
    type: v.literal('boot'),
    step: v.picklist(BOOT_STEPS),
    state: v.picklist(['running', 'done', 'failed']),
    /** For `failed`: what happened and what can be done, in one or two sentences. */
    message: v.nullable(short),
  }),
  /** The project was (re)started. A problem leaves the last good one behind; requests get Django's error page. */
  v.object({ type: v.literal('loaded'), problem: v.nullable(problemSchema) }),
  /** A request finished or was stopped. */
  v.object({ type: v.literal('trace'), trace: v.unknown() }),
  /** What a request changed in the database; `id` null: the panel did. Parsed by whoever shows it. */
  v.object({
    type: v.literal('changes'),
    id: v.nullable(v.pipe(v.string(), v.maxLength(100))),
    changes: v.unknown(),
  }),
  v.object({ type: v.literal('preview'), url: short, title: short }),
  /** F6 was pressed inside the sandbox: focus goes on to the next pane of the app. */
  v.object({ type: v.literal('focus-out'), backwards: v.boolean() }),
  v.object({ type: v.literal('pong') }),
  /** null: nothing is loaded that could answer. Whoever asked parses the rest. */
  v.object({ type: v.literal('answer'), id: v.number(), answer: v.unknown() }),
  /** Something between browser and engine failed that is not the project's fault. */
  v.object({ type: v.literal('trouble'), message: short }),
])
type RawHostMessage = v.InferOutput<typeof hostMessage>
export type HostMessage =
  Exclude<RawHostMessage, { type: 'trace' }> | { readonly type: 'trace'; readonly trace: Trace }

const envelope = v.object({ roundtrip: v.literal(PROTOCOL_VERSION), message: v.unknown() })

/** What is posted: the version stands outside, so that it can be read whatever the message has become. */
export function wrap<M extends AppMessage | HostMessage>(
  message: M,
): { roundtrip: number; message: M } {
  return { roundtrip: PROTOCOL_VERSION, message }
}

/** @returns null for anything that is not a message of ours, of this version and within the caps. */
export function parseAppMessage(data: unknown): AppMessage | null {
  const outer = v.safeParse(envelope, data)
  if (!outer.success) return null
  const inner = v.safeParse(appMessage, outer.output.message)
  return inner.success ? inner.output : null
}

/** @returns null for anything that is not a message of ours, of this version and within the caps. */
export function parseHostMessage(data: unknown): HostMessage | null {
  const outer = v.safeParse(envelope, data)
  if (!outer.success) return null
  const inner = v.safeParse(hostMessage, outer.output.message)
  if (!inner.success) return null
  if (inner.output.type !== 'trace') return inner.output
  const trace = parseTrace(inner.output.trace)
  return trace === null ? null : { type: 'trace', trace }
}
