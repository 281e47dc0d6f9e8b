/**
 * What each kind of span and event says about itself. Values that came from a learner's objects are short texts
 * (Python's repr, capped): a trace is read long after the objects are gone, by code that has never seen them.
 */
import type { SourceRange } from '../base/source.ts'
import type { PrintedVariable } from './printed.ts'

/** One header as sent; `supplied` where the playground added what a browser would not tell a service worker. */
export interface HeaderLine {
  readonly name: string
  readonly value: string
  readonly supplied?: boolean
}

/** The beginning of a body. `text` is null where it is not text. */
export interface BodySample {
  readonly sizeBytes: number
  readonly text: string | null
}

/** What one layer did to the request or response. `before` is null for new things, `after` for removed ones. */
export interface Change {
  readonly target: 'request' | 'response'
  /** `user`, `META`, `headers['X-Frame-Options']`, `cookies['csrftoken']`, `status_code`, `content`. */
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

/** One frame of a learner's traceback, outermost first. */
export interface Frame {
  readonly function: string
  readonly where: SourceRange
}

export type HookName =
  | 'process_request'
  | 'process_response'
  | 'process_view'
  | 'process_exception'
  | 'process_template_response'

interface Layer {
  /** As in MIDDLEWARE: `django.middleware.csrf.CsrfViewMiddleware`. */
  readonly path: string
  /** Place in MIDDLEWARE, from 0. */
  readonly index: number
}

/** Fields with `?` are known when the span ends. */
export interface SpanDetails {
  /** The whole exchange as the browser sees it. Root of every trace. */
  http: {
    readonly method: string
    /** Path with query. */
    readonly url: string
    readonly headers: readonly HeaderLine[]
    readonly body: BodySample | null
    readonly status?: number
    readonly reason?: string
    readonly responseHeaders?: readonly HeaderLine[]
    readonly responseBody?: BodySample | null
  }
  handler: {
    readonly name: 'WSGIHandler' | 'ASGIHandler'
    /** MIDDLEWARE of this project, in order, with the hooks each layer has. */
    readonly middleware: readonly { readonly path: string; readonly hooks: readonly HookName[] }[]
    /** WSGI's; empty under ASGI. */
    readonly environ: Readonly<Record<string, string>>
    /** ASGI's, values by their repr. */
    readonly scope?: Readonly<Record<string, string>>
  }
  /** One layer, from way in to way out; the next layer is its child. `where`: the learner's class or function. */
  middleware: Layer & {
    readonly shape: 'class' | 'function'
    /** It returned a response without calling `get_response`. */
    readonly answeredEarly?: boolean
  }
  'middleware.hook': Layer & {
    readonly hook: 'process_view' | 'process_exception' | 'process_template_response'
    /** It returned a response. */
    readonly answered?: boolean
  }
  'urls.resolve': {
    readonly path: string
    readonly urlconf: string
    readonly matched?: boolean
    readonly route?: string
    readonly view?: string
    readonly urlName?: string | null
    readonly namespaces?: readonly string[]
    readonly args?: readonly string[]
    readonly kwargs?: Readonly<Record<string, string>>
  }
  /** `where`: the view's own first line. */
  view: {
    /** Dotted: `blog.views.post_list`. */
    readonly name: string
    readonly shape: 'function' | 'class'
    readonly args: readonly string[]
    readonly kwargs: Readonly<Record<string, string>>
    /** Class of what it returned. */
    readonly returned?: string
  }
  /** A method of a class-based view in the order of its dispatch. */
  'view.method': { readonly name: string; readonly owner: string }
  'template.render': {
    readonly name: string
    readonly engine: 'django' | 'jinja2'
    /** File in the project; null for one from a string or from Django itself. */
    readonly origin: string | null
    /** Names of the context, with their values. */
    readonly context: Readonly<Record<string, string>>
    readonly sizeBytes?: number
    /** In the order in which they were printed first; the Django Template Language only. */
    readonly printed?: readonly PrintedVariable[]
  }
  'template.block': { readonly name: string; readonly template: string }
  'template.include': { readonly name: string }
  /** A queryset asks the database now. `where`: the line, often a template's, that needed the rows. */
  'orm.evaluate': {
    readonly model: string
    /** What made it run: `iteration`, `get`, `count`, `exists`, `related object`, `prefetch`, … */
    readonly cause: string
    /** The chain that built it, where known: `Post.objects.filter(published=True)`. */
    readonly queryset: string
    readonly rows?: number
    /** For a related object: the attribute, `Post.author`. */
    readonly attribute?: string
  }
  'orm.write': {
    readonly model: string
    readonly action: 'save' | 'delete' | 'update' | 'bulk_create' | 'bulk_update' | 'm2m'
    readonly instance?: string
  }
  'db.query': {
    /** With placeholders, as sent: two queries are similar when this text is the same. */
    readonly sql: string
    readonly params: readonly string[]
    /** Rows returned, or rows changed. */
    readonly rows?: number
    /** `EXPLAIN QUERY PLAN`, one line each. */
    readonly plan?: readonly string[]
  }
  'db.atomic': { readonly savepoint: boolean; readonly outcome?: 'COMMIT' | 'ROLLBACK' }
  /** A coroutine waits, and others have their turn. Only if what it awaits was not there already. `where`: the `await`. */
  await: {
    /** What it waits for. */
    readonly what: string
  }
  'form.clean': { readonly form: string; readonly valid?: boolean }
}

export interface EventDetails {
  /** The way in is over: what this layer changed on the request. */
  'middleware.request': Layer & { readonly changes: readonly Change[] }
  /** The way out is over: what this layer changed on the response. */
  'middleware.response': Layer & { readonly changes: readonly Change[]; readonly status: number }
  /** One pattern was tried. `depth` counts includes around it. */
  'urls.try': {
    /** As written in this `path()`. */
    readonly route: string
    /** The routes of the includes around it, joined. */
    readonly prefix?: string
    readonly shape: 'path' | 're_path' | 'include'
    readonly depth: number
    readonly matched: boolean
    /** For a miss, one sentence: `'abc' is no int`, `only the slash at the end is missing`. */
    readonly why: string | null
    readonly captured: Readonly<Record<string, string>>
  }
  /** A queryset was built: no SQL yet. */
  'orm.queryset': { readonly model: string; readonly method: string; readonly queryset: string }
  /** Related rows were fetched ahead, so many for so many instances of a model. */
  'orm.prefetch': {
    readonly model: string
    /** The path from the queryset's own rows: `comments__author`. */
    readonly lookup: string
    /** The list of its own that the rows went into. */
    readonly to_attr?: string
    readonly instances: number
    readonly rows: number
  }
  /** The first of them was read: the prefetch was not for nothing. */
  'orm.prefetch.read': {
    readonly model: string
    readonly lookup: string
    readonly to_attr?: string
  }
  /** A template was looked for. `tried`: every place in order, with the one that had it last. */
  'template.found': {
    readonly name: string
    readonly tried: readonly string[]
    readonly found: boolean
  }
  'template.extends': { readonly name: string; readonly parent: string }
  'exception.raised': {
    readonly className: string
    readonly message: string
    readonly frames: readonly Frame[]
    readonly hint: string | null
  }
  /** `convert_exception_to_response` made a response of it, at the boundary inside layer `boundary` (null: innermost). */
  'exception.converted': {
    readonly className: string
    readonly status: number
    readonly boundary: number | null
  }
  /** One field of a form was cleaned, its `clean_NAME()` included. */
  'form.field': {
    readonly form: string
    readonly name: string
    /** What it became; null where it was refused. Passwords are hidden. */
    readonly cleaned: string | null
    readonly errors: readonly string[]
  }
  csrf: {
    readonly decision: 'accepted' | 'rejected' | 'not needed' | 'exempt'
    readonly reason: string
  }
  'cookie.set': {
    readonly name: string
    readonly value: string
    readonly attributes: Readonly<Record<string, string>>
  }
  'signal.sent': {
    readonly signal: string
    readonly sender: string
    readonly receivers: readonly string[]
  }
  cache: {
    readonly op: 'get' | 'set' | 'delete' | 'clear'
    readonly key: string
    readonly outcome: 'hit' | 'miss' | 'stored' | 'removed'
  }
  /** A message was handed to a mail backend; `backend`: `console`, `locmem`, `dummy`. */
  mail: {
    readonly backend: string
    readonly subject: string
    readonly from: string
    readonly recipients: readonly string[]
  }
  /** The session was read from its store, or written to it; `key` is cut: it is a password. */
  session: {
    readonly op: 'load' | 'save' | 'new key' | 'delete'
    readonly key: string | null
    readonly engine: string
    /** Names of what is in it. */
    readonly names: readonly string[]
  }
  /** Who somebody is, or whether they may; `backend`: dotted name of the one that decided. */
  auth: {
    readonly action: 'authenticate' | 'login' | 'logout' | 'get_user' | 'permission' | 'access'
    readonly outcome: 'accepted' | 'refused'
    readonly user: string | null
    readonly backend: string | null
    /** One sentence. */
    readonly reason: string
  }
  log: { readonly logger: string; readonly level: string; readonly message: string }
  print: { readonly text: string }
  /** A part of a streamed body was made and sent. `text` is its beginning, null where it is not text. */
  'response.chunk': {
    /** From 1. */
    readonly number: number
    readonly sizeBytes: number
    readonly text: string | null
  }
}

export type SpanKind = keyof SpanDetails
export type EventKind = keyof EventDetails
