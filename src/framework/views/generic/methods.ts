/**
 * How class-based views call their own methods: a learner may have overridden any of them, in either language, and the
 * order in which they run is what one wants to see of a class-based view.
 */
import { callWithKwargs, Kwargs } from '../../../base/kwargs.ts'
import { class_name } from '../../../base/python/class_name.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { linksOf } from '../../../base/python/mixin.ts'
import { inSpan, tracing } from '../../../trace/tracer.ts'
import { sourceOf } from '../../utils/source_of.ts'

export type Dict = Readonly<Record<string, unknown>>

/** Small questions that are of interest only where a learner answers them. */
const QUIET = new Set([
  'get_allow_empty',
  'get_allow_future',
  'get_context_object_name',
  'get_date_field',
  'get_date_list_period',
  'get_initial',
  'get_ordering',
  'get_paginate_by',
  'get_paginate_orphans',
  'get_prefix',
  'get_slug_field',
])

/** `view.name(*args, **kwargs)`, told to the trace. */
export function callMethod(
  view: object,
  name: string,
  args: readonly unknown[] = [],
  kwargs: Dict = {},
): unknown {
  const method = (view as Record<string, unknown>)[name]
  if (tracing.tracer === null) return callWithKwargs(method, args, kwargs, view)
  const owner = ownerOf(view, name)
  const where = sourceOf(owner)
  if (where === null && (QUIET.has(name) || name.startsWith('_')))
    return callWithKwargs(method, args, kwargs, view)
  return inSpan(
    'view.method',
    () => ({ name, owner: class_name(owner) }),
    () => callWithKwargs(method, args, kwargs, view),
    where,
  )
}

/** The class that defines the method. */
function ownerOf(view: object, name: string): object {
  const found = linksOf(view.constructor).find((cls) =>
    Object.hasOwn(cls.prototype as object, name),
  )
  return found ?? view.constructor
}

/** Keyword arguments as a method written in TypeScript gets them: an object, branded or plain, or nothing. */
export function named(kwargs: unknown): Record<string, unknown> {
  if (kwargs instanceof Kwargs) return { ...kwargs.values }
  return { ...(kwargs as Dict | null | undefined) }
}

/** What a view was called with, after the request: URL keyword arguments come last, as one object. */
export function splitArguments(rest: readonly unknown[]): [args: readonly unknown[], kwargs: Dict] {
  const last = rest.at(-1)
  if (last instanceof Kwargs) return [rest.slice(0, -1), last.values]
  return mapping.isPlainObject(last) ? [rest.slice(0, -1), last] : [rest, {}]
}

/** `super().method(**kwargs)`: the method above may be a learner's. */
export function callAbove(method: unknown, self: object, kwargs: Dict): Record<string, unknown> {
  return callWithKwargs(method, [], kwargs, self) as Record<string, unknown>
}
