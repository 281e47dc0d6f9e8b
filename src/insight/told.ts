/** What a request told or decided beside its path: log lines, cookies, session, users, CSRF, signals, mail, cache. */
import type { SourceRange } from '../base/source.ts'
import type { TraceEvent } from '../trace/model.ts'
import type { Journey } from './journey.ts'

interface ToldLine {
  readonly entry: number
  /** `WARNING`, `print`, `accepted`: what kind of line it is. */
  readonly word: string
  readonly text: string
  /** Who: a logger, a sender. Empty where the text says it. */
  readonly by: string
  readonly isBad: boolean
  readonly where: SourceRange | null
}

interface ToldGroup {
  readonly title: string
  readonly lines: readonly ToldLine[]
}

const GROUPS: readonly (readonly [title: string, kinds: readonly TraceEvent['kind'][]])[] = [
  ['Log and print', ['log', 'print']],
  ['Cookies set', ['cookie.set']],
  ['CSRF', ['csrf']],
  ['Session', ['session']],
  ['User', ['auth']],
  ['Mail', ['mail']],
  ['Signals', ['signal.sent']],
  ['Cache', ['cache']],
]

/** Groups that have something, each in order. */
export function toldBy({ tree }: Journey): readonly ToldGroup[] {
  return GROUPS.map(([title, kinds]) => ({
    title,
    lines: tree.trace.entries.flatMap((entry) =>
      entry.type === 'event' && kinds.includes(entry.kind) ? (toldLine(entry) ?? []) : [],
    ),
  })).filter(({ lines }) => lines.length > 0)
}

function toldLine(event: TraceEvent): ToldLine | null {
  const base = { entry: event.id, where: event.where, by: '', isBad: false }
  switch (event.kind) {
    case 'log': {
      const { level, message, logger } = event.detail
      const isBad = level === 'ERROR' || level === 'CRITICAL'
      return { ...base, word: level, text: message, by: logger, isBad }
    }
    case 'print':
      return { ...base, word: 'print', text: event.detail.text.trimEnd() }
    case 'cookie.set': {
      const { name, value, attributes } = event.detail
      const more = Object.entries(attributes).map(([key, set]) =>
        set === '' ? key : `${key}=${set}`,
      )
      return { ...base, word: name, text: [value, ...more].join('; ') }
    }
    case 'csrf': {
      const { decision, reason } = event.detail
      return { ...base, word: decision, text: reason, isBad: decision === 'rejected' }
    }
    case 'signal.sent': {
      const { signal, sender, receivers } = event.detail
      const to = receivers.length === 0 ? 'nobody listens' : receivers.join(', ')
      return { ...base, word: signal, text: to, by: sender }
    }
    case 'session': {
      const { op, names, engine } = event.detail
      return { ...base, word: op, text: names.join(', ') || 'empty', by: engine }
    }
    case 'auth': {
      const { action, outcome, reason, backend } = event.detail
      const word = `${action}: ${outcome}`
      return { ...base, word, text: reason, by: backend ?? '', isBad: outcome === 'refused' }
    }
    case 'mail': {
      const { subject, recipients, backend } = event.detail
      return { ...base, word: subject, text: `to ${recipients.join(', ')}`, by: backend }
    }
    case 'cache':
      return {
        ...base,
        word: `${event.detail.op}: ${event.detail.outcome}`,
        text: event.detail.key,
      }
    default:
      return null
  }
}
