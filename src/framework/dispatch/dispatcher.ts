/**
 * Signals: a sender tells, whoever connected hears. Receivers run at once, in the order they connected, inside `send`:
 * one that raises ends it. References are strong, whatever `weak` says: modules keep their functions anyway.
 *
 * Django: django/dispatch/dispatcher.py, topics/signals
 */
import { awaitable, resultNow } from '../../base/async/state.ts'
import { callPython, callWithKwargs, isCallable } from '../../base/kwargs.ts'
import { class_name } from '../../base/python/class_name.ts'
import { TypeError } from '../../base/python/exceptions.ts'
import { isPlainObject } from '../../base/python/mapping.ts'
import { Tuple } from '../../base/python/tuple.ts'
import { tracing } from '../../trace/tracer.ts'
import { settings } from '../conf/index.ts'
import { getLogger } from '../../base/python/logging.ts'
import { dotted_name } from '../utils/source_of.ts'

type Named = Readonly<Record<string, unknown>>

interface Connection {
  readonly receiver: unknown
  readonly sender: unknown
  /** Two connections with the same one and the same sender are one. */
  readonly uid: unknown
}

interface ConnectOptions {
  /** Accepted and without effect. */
  readonly weak?: boolean
  readonly sender?: unknown
  readonly dispatch_uid?: unknown
}

export class Signal {
  receivers: Connection[] = []
  /** For traces; a signal of the project's is named by where it is exported. */
  __name__ = 'signal'

  /** @param options.use_caching  accepted: nothing is slow enough here to be cached */
  constructor(_options: { use_caching?: boolean } = {}) {}

  /** @param from  the sender: hear only this one; null: all. Or the options, with the sender among them. */
  connect(receiver: unknown, from: unknown = null, options: ConnectOptions = {}): void {
    const { sender, dispatch_uid } = connectionOf(from, options)
    if (settings.configured && settings.DEBUG && !isCallable(receiver)) {
      throw new TypeError('Signal receivers must be callable.')
    }
    const uid = dispatch_uid ?? receiver
    if (!this.receivers.some((known) => known.uid === uid && known.sender === sender)) {
      this.receivers = [...this.receivers, { receiver, sender, uid }]
    }
  }

  /** @returns whether there was such a connection */
  disconnect(
    receiver: unknown = null,
    from: unknown = null,
    options: ConnectOptions = {},
  ): boolean {
    const { sender, dispatch_uid } = connectionOf(from, options)
    const uid = dispatch_uid ?? receiver
    const rest = this.receivers.filter((known) => known.uid !== uid || known.sender !== sender)
    const disconnected = rest.length < this.receivers.length
    this.receivers = rest
    return disconnected
  }

  has_listeners(sender: unknown = null): boolean {
    return this._live(sender).length > 0
  }

  /** @returns pairs of receiver and what it returned */
  send(sender: unknown, named: Named = {}): Tuple[] {
    return this._send(sender, named, (receiver) => this._call(receiver, sender, named))
  }

  asend(sender: unknown, named: Named = {}): PromiseLike<Tuple[]> {
    return awaitable(() => this.send(sender, named))
  }

  asend_robust(sender: unknown, named: Named = {}): PromiseLike<Tuple[]> {
    return awaitable(() => this.send_robust(sender, named))
  }

  /** Like `send`, but an error becomes that receiver's answer and the others still hear. */
  send_robust(sender: unknown, named: Named = {}): Tuple[] {
    return this._send(sender, named, (receiver) => {
      try {
        return this._call(receiver, sender, named)
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        getLogger('django.dispatch').error(
          `Error calling ${class_name(receiver)} in Signal.send_robust() (${message})`,
        )
        return error
      }
    })
  }

  _live(sender: unknown): unknown[] {
    return this.receivers
      .filter((known) => known.sender === null || known.sender === sender)
      .map(({ receiver }) => receiver)
  }

  _send(sender: unknown, _named: Named, call: (receiver: unknown) => unknown): Tuple[] {
    if (this.receivers.length === 0) return []
    const live = this._live(sender)
    if (live.length > 0) {
      tracing.tracer?.event('signal.sent', {
        signal: this.__name__,
        sender:
          typeof sender === 'function'
            ? class_name(sender)
            : sender === null
              ? 'None'
              : class_name((sender as object).constructor),
        receivers: live.map(dotted_name),
      })
    }
    return live.map((receiver) => new Tuple(receiver, call(receiver)))
  }

  /** In TypeScript a receiver is `(sender, { instance, … })`; a Python one takes all by name. */
  _call(receiver: unknown, sender: unknown, named: Named): unknown {
    const kwargs = { signal: this, ...named }
    const isPython = typeof receiver === 'function' && callPython in receiver
    // an async receiver is waited for: all have heard when `send` returns
    return resultNow(
      isPython
        ? callWithKwargs(receiver, [], { ...kwargs, sender })
        : callWithKwargs(receiver, [sender], kwargs),
    )
  }
}

/** Decorator: `receiver(post_save, { sender: Post })(function on_save(sender, { instance }) { … })`. */
export function receiver(
  signal: Signal | readonly Signal[],
  { sender = null, ...options }: ConnectOptions = {},
): <F>(func: F) => F {
  return (func) => {
    for (const one of Array.isArray(signal) ? (signal as Signal[]) : [signal as Signal]) {
      one.connect(func, sender, options)
    }
    return func
  }
}

/** `connect(f, Post)` and `connect(f, { sender: Post })`. */
function connectionOf(from: unknown, options: ConnectOptions) {
  const given = isPlainObject(from) ? (from as ConnectOptions) : { sender: from, ...options }
  return { sender: given.sender ?? null, dispatch_uid: given.dispatch_uid ?? null }
}

/** Gives signals the names they are exported under. */
export function nameSignals(signals: Readonly<Record<string, Signal>>): void {
  for (const [name, signal] of Object.entries(signals)) signal.__name__ = name
}
