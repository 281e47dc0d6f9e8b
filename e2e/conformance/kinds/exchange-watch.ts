/**
 * What happens while a request is answered: from its trace, from the connection's log of statements, and from signals sent
 * and messages added.
 */
import { len, str } from '../../../src/base/python/protocols.ts'
import { settings } from '../../../src/framework/conf/index.ts'
import * as auth from '../../../src/framework/contrib/auth/signals.ts'
import { BaseStorage } from '../../../src/framework/contrib/messages/storage/base.ts'
import { outbox } from '../../../src/framework/core/mail/index.ts'
import { got_request_exception } from '../../../src/framework/core/signals.ts'
import { connection } from '../../../src/framework/db/index.ts'
import { Signal } from '../../../src/framework/dispatch/index.ts'
import * as db from '../../../src/framework/db/models/signals.ts'
import type { Trace, TraceEntry } from '../../../src/trace/model.ts'
import { withoutTokens } from './exchange-client.ts'

type Json = Record<string, unknown>
type Named = Readonly<Record<string, unknown>>

const signals: Json[] = []
const messages: Json[] = []

const labelOf = (sender: unknown) => (sender as { _meta: { label: string } })._meta.label

/** Sessions have random keys: theirs are left out. */
function keyOf(sender: unknown, instance: unknown): Json {
  const { pk } = instance as { pk: unknown }
  return labelOf(sender) === 'sessions.Session' ? {} : { pk }
}

const listeners = {
  pre_save: (sender: unknown, { instance }: Named) => ({
    sender: labelOf(sender),
    ...keyOf(sender, instance),
  }),
  post_save: (sender: unknown, { instance, created }: Named) => ({
    sender: labelOf(sender),
    created,
    ...keyOf(sender, instance),
  }),
  pre_delete: (sender: unknown, { instance }: Named) => ({
    sender: labelOf(sender),
    ...keyOf(sender, instance),
  }),
  post_delete: (sender: unknown, { instance }: Named) => ({
    sender: labelOf(sender),
    ...keyOf(sender, instance),
  }),
  m2m_changed: (sender: unknown, { instance, action }: Named) => ({
    sender: labelOf(sender),
    action,
    ...keyOf(sender, instance),
  }),
  user_logged_in: (_: unknown, { user }: Named) => ({ user: str(user) }),
  user_logged_out: (_: unknown, { user }: Named) => ({ user: str(user) }),
  user_login_failed: (_: unknown, { credentials }: Named) => ({
    username: (credentials as Named)['username'],
  }),
  // which one it was is known from the trace
  got_request_exception: () => ({ exception: null }),
}

const SIGNALS = new Map(
  Object.entries({ ...db, ...auth, got_request_exception }).map(([name, signal]) => [signal, name]),
)

const note = (signal: keyof typeof listeners, sender: unknown, named: Named) => {
  signals.push({ signal, ...listeners[signal](sender, named) })
}
for (const signal of ['pre_save', 'post_save'] as const)
  db[signal].connect((sender: unknown, named: Named) => note(signal, sender, named))

// where somebody listens Django adds and deletes row by row: so nobody does, and what is sent is seen on its way
const WATCHED = new Set(Object.keys(listeners).filter((name) => !/^(?:pre|post)_save$/.test(name)))
const { send } = Signal.prototype
Signal.prototype.send = function (sender, named = {}) {
  const signal = SIGNALS.get(this) as keyof typeof listeners | undefined
  if (signal !== undefined && WATCHED.has(signal)) note(signal, sender, named)
  return send.call(this, sender, named)
}

const { add } = BaseStorage.prototype
BaseStorage.prototype.add = function (level, message, ...rest) {
  const before = len(this._queued_messages)
  add.call(this, level, message, ...rest)
  if (len(this._queued_messages) > before) messages.push({ level, message: str(message) })
}

/** Nothing has happened yet. */
export function forget(): void {
  signals.length = 0
  messages.length = 0
  outbox.length = 0
  connection.queries_log.length = 0
}

/** Secrets in statements are written by their marks. */
function withoutSecrets(sql: string, known: readonly string[]): string {
  return sql
    .replace(/("session_key" (?:= |IN \())'(\w+)'/g, (whole, before: string, key: string) =>
      known.includes(key) ? whole : `${before}'«session»'`,
    )
    .replace(/"session_data" = '[^']*'/, '"session_data" = \'«session_data»\'')
    .replace(
      /(INSERT INTO "django_session" .* VALUES \()'\w+', '[^']*'/,
      "$1'«session»', '«session_data»'",
    )
    .replace(/'pbkdf2_[^']*'/g, "'«password»'")
    .replace(/(SAVEPOINT |RELEASE SAVEPOINT )"[^"]*"/, '$1"«savepoint»"')
    .replace(/\bIN \((\d+(?:, \d+)*)\)/g, (_, list: string) => {
      const sorted = list.split(', ').sort((a, b) => Number(a) - Number(b))
      return `IN (${sorted.join(', ')})`
    })
}

const NOT_COUNTED = /^(?:BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)/

/** What was seen since `forget`, in the words of the record. @param known  values that the session itself gives */
export function seen(trace: Trace, known: readonly string[]): Json {
  const sql = connection.queries_log.map(({ sql: text }: { sql: string }) =>
    withoutSecrets(text, known),
  )
  const exception = trace.entries.findLast(({ kind }) => kind === 'exception.raised')
  const raised = exception?.kind === 'exception.raised' ? exception.detail.className : null
  return {
    queries: sql.filter((text: string) => !NOT_COUNTED.test(text)).length,
    sql,
    signals: signals.map((one) => ('exception' in one ? { ...one, exception: raised } : one)),
    messages: [...messages],
    mail: outbox.map(({ subject, body, from_email, to }) => ({
      subject: str(subject),
      body: str(body),
      from: from_email,
      to,
    })),
    ...told(trace),
  }
}

/** The journey as the trace tells it. */
function told(trace: Trace): Json {
  const middleware: string[] = []
  const templates: string[] = []
  const logs: string[][] = []
  const printed: string[] = []
  const byId = new Map(trace.entries.map((entry) => [entry.id, entry]))
  const innermost = settings.MIDDLEWARE.length - 1
  // CommonMiddleware tries addresses, too
  const isTheHandlers = ({ parent }: TraceEntry) => {
    const around = byId.get(parent ?? -1)
    return around?.kind === 'middleware' && around.detail.index === innermost
  }
  let match: Json = { url_name: null, route: null, view: null, kwargs: null }
  for (const entry of trace.entries) {
    if (entry.kind === 'middleware') middleware.push(`> ${nameOf(entry.detail.path)}`)
    if (entry.kind === 'middleware.response') middleware.push(`< ${nameOf(entry.detail.path)}`)
    if (entry.kind === 'middleware.hook')
      middleware.push(`${nameOf(entry.detail.path)}.${entry.detail.hook}`)
    if (entry.kind === 'view') middleware.push('view')
    if (entry.kind === 'template.render' || entry.kind === 'template.include')
      templates.push(entry.detail.name)
    if (entry.kind === 'template.extends') templates.push(entry.detail.parent)
    if (entry.kind === 'log')
      logs.push([entry.detail.logger, entry.detail.level, entry.detail.message])
    if (entry.kind === 'print') printed.push(`${withoutTokens(entry.detail.text)}\n`)
    if (entry.kind === 'urls.resolve' && entry.detail.matched === true && isTheHandlers(entry)) {
      const { urlName, namespaces = [], route, view, kwargs = {} } = entry.detail
      match = { url_name: [...namespaces, urlName ?? view].join(':'), route, view, kwargs }
    }
  }
  return { middleware, templates, logs, printed: printed.join(''), ...match }
}

const nameOf = (dotted: string) => dotted.slice(dotted.lastIndexOf('.') + 1)
