/**
 * The stack of names a template sees. Lookup goes from the top down, so an inner `{% with %}` hides an outer name;
 * assigning always writes to the top.
 *
 * Django: django/template/context.py, ref/templates/api#playing-with-context
 */
import { callWithKwargs } from '../../base/kwargs.ts'
import { class_name } from '../../base/python/class_name.ts'
import { Exception, KeyError, RuntimeError, TypeError } from '../../base/python/exceptions.ts'
import * as mapping from '../../base/python/mapping.ts'
import { eq, repr, type_name } from '../../base/python/protocols.ts'
import { asLearners, unwrapped } from './context_proxy.ts'
import { RenderContext } from './render_context.ts'
import type { BoundTemplate } from './types.ts'

/** `pop()` was called more often than `push()`. */
export class ContextPopException extends Exception {}

export type Scope = Map<string, unknown>

function scopeFrom(values: unknown): Scope {
  const scope: Scope = new Map()
  for (const [key, value] of mapping.entries(values)) scope.set(key as string, value)
  return scope
}

/** What `push()` gives, for Python's `with context.push():`. */
class ContextDict {
  constructor(readonly context: BaseContext) {}

  __enter__(): this {
    return this
  }

  __exit__(): void {
    this.context.pop()
  }
}

export class BaseContext {
  /** Bottom first; the lowest holds True, False and None. */
  dicts: Scope[]

  constructor(dict_: unknown = null) {
    this.dicts = []
    this._reset_dicts(dict_)
  }

  _reset_dicts(value: unknown = null): void {
    this.dicts = [
      new Map<string, unknown>([
        ['True', true],
        ['False', false],
        ['None', null],
      ]),
    ]
    const other = unwrapped(value)
    if (other instanceof BaseContext) this.dicts.push(...other.dicts.slice(1))
    else if (other !== null && other !== undefined) this.dicts.push(scopeFrom(other))
  }

  /** The value of the innermost `name`; undefined where there is none. */
  lookup(name: string): unknown {
    const { dicts } = this
    for (let i = dicts.length - 1; i >= 0; i--) {
      const value = dicts[i]!.get(name)
      if (value !== undefined) return value
    }
    return undefined
  }

  /** Pushes a scope of ours, uncopied. */
  pushScope(scope: Scope): void {
    this.dicts.push(scope)
  }

  push(...dicts: unknown[]): ContextDict {
    const scope: Scope = new Map()
    for (const dict of dicts) {
      const other = unwrapped(dict)
      const parts = other instanceof BaseContext ? other.dicts.slice(1) : [scopeFrom(other)]
      for (const part of parts) for (const [key, value] of part) scope.set(key, value)
    }
    this.dicts.push(scope)
    return new ContextDict(this)
  }

  pop(): Scope {
    if (this.dicts.length === 1) throw new ContextPopException()
    return this.dicts.pop()!
  }

  set(key: string, value: unknown): void {
    this.dicts[this.dicts.length - 1]!.set(key, value)
  }

  /** Writes where the name already is, else on top. */
  set_upward(key: string, value: unknown): void {
    for (let i = this.dicts.length - 1; i >= 0; i--) {
      if (this.dicts[i]!.has(key)) {
        this.dicts[i]!.set(key, value)
        return
      }
    }
    this.set(key, value)
  }

  get(key: string, otherwise: unknown = null): unknown {
    const value = this.lookup(key)
    return value === undefined ? otherwise : value
  }

  setdefault(key: string, fallback: unknown = null): unknown {
    const value = this.lookup(key)
    if (value !== undefined) return value
    this.set(key, fallback)
    return fallback
  }

  /** A context with the same properties and only these values. */
  new(values: unknown = null): this {
    const copy = this.__copy__()
    copy._reset_dicts(values)
    return copy
  }

  __copy__(): this {
    const copy = Object.create(Object.getPrototypeOf(this) as object) as this
    Object.assign(copy, this)
    copy.dicts = [...this.dicts]
    return copy
  }

  /** Everything in one dict, inner names over outer ones. */
  flatten(): Record<string, unknown> {
    const flat: Record<string, unknown> = {}
    for (const scope of this.dicts) for (const [key, value] of scope) flat[key] = value
    return flat
  }

  __getitem__(key: string): unknown {
    const value = this.lookup(key)
    if (value === undefined) throw new KeyError(key)
    return value
  }

  __setitem__(key: string, value: unknown): void {
    this.set(key, value)
  }

  __delitem__(key: string): void {
    this.dicts[this.dicts.length - 1]!.delete(key)
  }

  __contains__(key: string): boolean {
    return this.dicts.some((scope) => scope.has(key))
  }

  *__iter__(): Iterable<Scope> {
    for (let i = this.dicts.length - 1; i >= 0; i--) yield this.dicts[i]!
  }

  __eq__(other: unknown): boolean {
    const context = unwrapped(other)
    return context instanceof BaseContext && eq(this.flatten(), context.flatten())
  }

  __repr__(): string {
    return repr(this.dicts)
  }
}

export interface ContextOptions {
  autoescape?: boolean
  /** null: as settings say. */
  use_l10n?: boolean | null
  /** null: as settings say. */
  use_tz?: boolean | null
}

export class Context extends BaseContext {
  autoescape: boolean
  use_l10n: boolean | null
  use_tz: boolean | null
  template_name: string | null = 'unknown'
  render_context = new RenderContext()
  /** The outermost template that renders with this context. */
  template: BoundTemplate | null = null

  constructor(dict_: unknown = null, options: ContextOptions = {}) {
    super(dict_)
    this.autoescape = options.autoescape ?? true
    this.use_l10n = options.use_l10n ?? null
    this.use_tz = options.use_tz ?? null
  }

  /** Runs `render` with the context bound to `template`: whatever needs an engine works only then. */
  bind_template<T>(template: BoundTemplate, render: () => T): T {
    if (this.template !== null) throw new RuntimeError('Context is already bound to a template')
    this.template = template
    try {
      return render()
    } finally {
      this.template = null
    }
  }

  /** Pushes a dict, to be taken off by `pop()`. */
  update(other_dict: unknown): ContextDict {
    const other = unwrapped(other_dict)
    if (other instanceof BaseContext) {
      this.pushScope(new Map(other.dicts.slice(1).pop()))
    } else if (mapping.isMapping(other)) {
      this.pushScope(scopeFrom(other))
    } else {
      throw new TypeError('other_dict must be a mapping (dictionary-like) object.')
    }
    return new ContextDict(this)
  }

  override __copy__(): this {
    const copy = super.__copy__()
    copy.render_context = this.render_context.__copy__()
    return copy
  }
}

export interface RequestContextOptions extends ContextOptions {
  processors?: readonly unknown[] | null
}

/** A context that the engine's context processors fill, for the time it is bound to a template. */
export class RequestContext extends Context {
  readonly #processors: readonly unknown[]
  readonly #index: number

  constructor(
    readonly request: unknown,
    dict_: unknown = null,
    options: RequestContextOptions = {},
  ) {
    super(dict_, options)
    this.#processors = options.processors ?? []
    this.#index = this.dicts.length
    // one for the processors' names, below one for the view's
    this.pushScope(new Map())
    this.pushScope(new Map())
  }

  override bind_template<T>(template: BoundTemplate, render: () => T): T {
    return super.bind_template(template, () => {
      const updates: Scope = new Map()
      for (const processor of [
        ...template.engine.template_context_processors,
        ...this.#processors,
      ]) {
        const names = callWithKwargs(processor, [this.request])
        if (!mapping.isMapping(names)) {
          throw new TypeError(
            `Context processor ${class_name(processor)} didn't return a dictionary.`,
          )
        }
        for (const [key, value] of mapping.entries(names)) updates.set(key as string, value)
      }
      this.dicts[this.#index] = updates
      try {
        return render()
      } finally {
        this.dicts[this.#index] = new Map()
      }
    })
  }

  /** The copy is rendered inside this one, so processors do not run again. */
  override __copy__(): this {
    const copy = new RequestContext(this.request) as this
    Object.assign(copy, this, { render_context: this.render_context.__copy__() })
    copy.dicts = [...this.dicts]
    return copy
  }
}

/** The context for a plain dict and, where there is one, a request. */
export function make_context(
  context: unknown,
  request: unknown = null,
  options: ContextOptions = {},
): Context {
  if (
    context !== null &&
    context !== undefined &&
    !mapping.isPlainObject(context) &&
    !(context instanceof Map)
  ) {
    throw new TypeError(`context must be a dict rather than ${type_name(context)}.`)
  }
  if (request === null || request === undefined) return new Context(context, options)
  const made = new RequestContext(request, null, options)
  if (mapping.size(context) > 0) made.push(context)
  return made
}

/** The context as code of a learner sees it: `context['user']` works as in Python. */
export function learnersContext(context: Context): Context {
  return asLearners(context)
}
