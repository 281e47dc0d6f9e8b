/**
 * The shape of each kind's detail as a schema, for traces that came from outside. `satisfies` keeps it in step with
 * `kinds.ts`: a kind or a field that is missing here does not compile.
 */
import * as v from 'valibot'
import type { EventDetails, EventKind, SpanDetails, SpanKind } from './kinds.ts'

/** Longer texts are not ours: the recorder caps them far below. */
const text = v.pipe(v.string(), v.maxLength(2_000_000))
const whole = v.pipe(v.number(), v.safeInteger())
const list = <S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.maxLength(10_000))
const words = v.record(text, text)

export const sourceRange = v.object({ file: text, line: whole, column: v.optional(whole) })
const header = v.object({ name: text, value: text, supplied: v.optional(v.boolean()) })
const body = v.nullable(v.object({ sizeBytes: v.number(), text: v.nullable(text) }))
const change = v.object({
  target: v.picklist(['request', 'response']),
  name: text,
  before: v.nullable(text),
  after: v.nullable(text),
})
const hookName = v.picklist([
  'process_request',
  'process_response',
  'process_view',
  'process_exception',
  'process_template_response',
])
const filterStep = v.object({
  filter: v.nullable(text),
  type: text,
  value: text,
  isSafe: v.boolean(),
})
const printed = v.object({
  expression: text,
  where: v.nullable(sourceRange),
  block: v.nullable(text),
  times: whole,
  samples: list(
    v.object({ steps: list(filterStep), output: text, at: v.nullable(whole), length: whole }),
  ),
})
const layer = { path: text, index: whole }

export const spanSchemas = {
  http: v.object({
    method: text,
    url: text,
    headers: list(header),
    body,
    status: v.optional(whole),
    reason: v.optional(text),
    responseHeaders: v.optional(list(header)),
    responseBody: v.optional(body),
  }),
  handler: v.object({
    name: v.picklist(['WSGIHandler', 'ASGIHandler']),
    middleware: list(v.object({ path: text, hooks: list(hookName) })),
    environ: words,
    scope: v.optional(words),
  }),
  await: v.object({ what: text }),
  middleware: v.object({
    ...layer,
    shape: v.picklist(['class', 'function']),
    answeredEarly: v.optional(v.boolean()),
  }),
  'middleware.hook': v.object({
    ...layer,
    hook: v.picklist(['process_view', 'process_exception', 'process_template_response']),
    answered: v.optional(v.boolean()),
  }),
  'urls.resolve': v.object({
    path: text,
    urlconf: text,
    matched: v.optional(v.boolean()),
    route: v.optional(text),
    view: v.optional(text),
    urlName: v.optional(v.nullable(text)),
    namespaces: v.optional(list(text)),
    args: v.optional(list(text)),
    kwargs: v.optional(words),
  }),
  view: v.object({
    name: text,
    shape: v.picklist(['function', 'class']),
    args: list(text),
    kwargs: words,
    returned: v.optional(text),
  }),
  'view.method': v.object({ name: text, owner: text }),
  'template.render': v.object({
    name: text,
    engine: v.picklist(['django', 'jinja2']),
    origin: v.nullable(text),
    context: words,
    sizeBytes: v.optional(v.number()),
    printed: v.optional(list(printed)),
  }),
  'template.block': v.object({ name: text, template: text }),
  'template.include': v.object({ name: text }),
  'orm.evaluate': v.object({
    model: text,
    cause: text,
    queryset: text,
    rows: v.optional(whole),
    attribute: v.optional(text),
  }),
  'orm.write': v.object({
    model: text,
    action: v.picklist(['save', 'delete', 'update', 'bulk_create', 'bulk_update', 'm2m']),
    instance: v.optional(text),
  }),
  'db.query': v.object({
    sql: text,
    params: list(text),
    rows: v.optional(whole),
    plan: v.optional(list(text)),
  }),
  'db.atomic': v.object({
    savepoint: v.boolean(),
    outcome: v.optional(v.picklist(['COMMIT', 'ROLLBACK'])),
  }),
  'form.clean': v.object({ form: text, valid: v.optional(v.boolean()) }),
} satisfies { [K in SpanKind]: DetailSchema<SpanDetails[K]> }

export const eventSchemas = {
  'middleware.request': v.object({ ...layer, changes: list(change) }),
  'middleware.response': v.object({ ...layer, changes: list(change), status: whole }),
  'urls.try': v.object({
    route: text,
    prefix: v.optional(text),
    shape: v.picklist(['path', 're_path', 'include']),
    depth: whole,
    matched: v.boolean(),
    why: v.nullable(text),
    captured: words,
  }),
  'orm.queryset': v.object({ model: text, method: text, queryset: text }),
  'orm.prefetch': v.object({
    model: text,
    lookup: text,
    to_attr: v.optional(text),
    instances: whole,
    rows: whole,
  }),
  'orm.prefetch.read': v.object({ model: text, lookup: text, to_attr: v.optional(text) }),
  'template.found': v.object({ name: text, tried: list(text), found: v.boolean() }),
  'template.extends': v.object({ name: text, parent: text }),
  'exception.raised': v.object({
    className: text,
    message: text,
    frames: list(v.object({ function: text, where: sourceRange })),
    hint: v.nullable(text),
  }),
  'exception.converted': v.object({
    className: text,
    status: whole,
    boundary: v.nullable(whole),
  }),
  csrf: v.object({
    decision: v.picklist(['accepted', 'rejected', 'not needed', 'exempt']),
    reason: text,
  }),
  'form.field': v.object({
    form: text,
    name: text,
    cleaned: v.nullable(text),
    errors: list(text),
  }),
  'cookie.set': v.object({ name: text, value: text, attributes: words }),
  'signal.sent': v.object({ signal: text, sender: text, receivers: list(text) }),
  cache: v.object({
    op: v.picklist(['get', 'set', 'delete', 'clear']),
    key: text,
    outcome: v.picklist(['hit', 'miss', 'stored', 'removed']),
  }),
  mail: v.object({ backend: text, subject: text, from: text, recipients: list(text) }),
  session: v.object({
    op: v.picklist(['load', 'save', 'new key', 'delete']),
    key: v.nullable(text),
    engine: text,
    names: list(text),
  }),
  auth: v.object({
    action: v.picklist(['authenticate', 'login', 'logout', 'get_user', 'permission', 'access']),
    outcome: v.picklist(['accepted', 'refused']),
    user: v.nullable(text),
    backend: v.nullable(text),
    reason: text,
  }),
  log: v.object({ logger: text, level: text, message: text }),
  print: v.object({ text }),
  'response.chunk': v.object({ number: whole, sizeBytes: v.number(), text: v.nullable(text) }),
} satisfies { [K in EventKind]: DetailSchema<EventDetails[K]> }

/** Names every field of a detail. */
interface DetailSchema<Detail> {
  readonly entries: { readonly [Field in keyof Detail]-?: v.GenericSchema }
}
