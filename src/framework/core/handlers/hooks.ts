/**
 * What the trace is told of the calls inside of all layers: the hooks of middleware, and the view.
 */
import { resultNow } from '../../../base/async/state.ts'
import { callWithKwargs } from '../../../base/kwargs.ts'
import { class_name } from '../../../base/python/class_name.ts'
import type { SpanDetails } from '../../../trace/kinds.ts'
import { inSpan } from '../../../trace/tracer.ts'
import type { ResolverMatch } from '../../urls/index.ts'
import { shortRepr } from '../../utils/short_repr.ts'
import { sourceOf } from '../../utils/source_of.ts'
import type { Layer } from './layer.ts'

export type HookKind = SpanDetails['middleware.hook']['hook']

/** A method of a middleware that is called around the view. */
export class Hook {
  constructor(
    readonly layer: Layer,
    readonly instance: object,
    readonly name: HookKind,
  ) {}

  call(args: readonly unknown[]): unknown {
    return inSpan(
      'middleware.hook',
      this.detail,
      () => {
        return resultNow(callWithKwargs(this.method, args, {}, this.instance))
      },
      sourceOf(this.layer.middleware),
      answered,
    )
  }

  readonly detail = (): SpanDetails['middleware.hook'] => {
    const { path, index } = this.layer
    return { path, index, hook: this.name }
  }

  get method(): unknown {
    return (this.instance as Record<string, unknown>)[this.name]
  }
}

export const answered = (answer: unknown) => ({ answered: answer !== null && answer !== undefined })

export function viewDetail(match: ResolverMatch): SpanDetails['view'] {
  const { view_class } = match.func as { view_class?: unknown }
  return {
    name: match._func_path,
    shape: view_class === undefined ? 'function' : 'class',
    args: match.args.map(shortRepr),
    kwargs: Object.fromEntries(
      Object.entries(match.kwargs).map(([name, value]) => [name, shortRepr(value)]),
    ),
  }
}

export function viewSource(match: ResolverMatch) {
  return sourceOf((match.func as { view_class?: unknown }).view_class ?? match.func)
}

export const returned = (answer: unknown) => ({
  returned: answer === null || answer === undefined ? 'None' : class_name(answer.constructor),
})
