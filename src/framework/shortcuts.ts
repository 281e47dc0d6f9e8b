/**
 * What views use most.
 *
 * Django: django/shortcuts.py, topics/http/shortcuts
 * Left out: the asynchronous twins.
 */
import { twinOf } from '../base/async/twins.ts'
import { callMethodWithKwargs, isCallable, Kwargs } from '../base/kwargs.ts'
import { class_name } from '../base/python/class_name.ts'
import { ValueError } from '../base/python/exceptions.ts'
import { isPlainObject } from '../base/python/mapping.ts'
import { iterate, str } from '../base/python/protocols.ts'
import { isString } from '../base/python/safe_string.ts'
import {
  Http404,
  HttpResponse,
  HttpResponsePermanentRedirect,
  HttpResponseRedirect,
  type HttpRequest,
} from './http/index.ts'
import { render_to_string } from './template/loader.ts'
import { NoReverseMatch, reverse } from './urls/index.ts'
import { evaluated } from './utils/functional.ts'

interface RenderOptions {
  readonly content_type?: string | null
  readonly status?: number | null
  readonly using?: string | null
}

/** A template, rendered inside the view: what it needs from the database is asked for now. */
export function render(
  request: HttpRequest | null,
  template_name: unknown,
  context: unknown = null,
  { content_type = null, status = null, using = null }: RenderOptions = {},
): HttpResponse {
  const content = render_to_string(template_name, context, request, { using })
  return new HttpResponse(content, { content_type, status })
}

type Dict = Readonly<Record<string, unknown>>

/** `f(*args, **kwargs)`: keyword arguments are one last plain object, or branded ones from Python. */
function splitKwargs(args: readonly unknown[]): [args: readonly unknown[], kwargs: Dict] {
  const last = args.at(-1)
  if (last instanceof Kwargs) return [args.slice(0, -1), last.values]
  return isPlainObject(last) ? [args.slice(0, -1), last] : [args, {}]
}

/**
 * To a model's page, a named URL with its arguments, or an address: `redirect('blog:post_detail', { pk })`.
 * `permanent` and `preserve_request` stand among the keyword arguments.
 */
export function redirect(
  to: unknown,
  ...rest: unknown[]
): HttpResponseRedirect | HttpResponsePermanentRedirect {
  const [args, named] = splitKwargs(rest)
  const { permanent = false, preserve_request = false, ...kwargs } = named
  const Redirect = permanent ? HttpResponsePermanentRedirect : HttpResponseRedirect
  return new Redirect(resolve_url(to, ...args, new Kwargs(kwargs)), Boolean(preserve_request))
}

/** The URL that `redirect` would go to. @throws {NoReverseMatch}  a name that is none, and no address either */
export function resolve_url(to: unknown, ...rest: unknown[]): string {
  if (typeof to === 'object' && to !== null && 'get_absolute_url' in to) {
    return str((to as { get_absolute_url(): unknown }).get_absolute_url())
  }
  const [args, kwargs] = splitKwargs(rest)
  const target = evaluated(to)
  if (isString(target) && /^\.\.?\//.test(target)) return str(target)
  try {
    return reverse(isString(target) ? str(target) : target, { args, kwargs })
  } catch (error) {
    const isAddress = isString(target) && /[/.]/.test(target)
    if (!(error instanceof NoReverseMatch) || isCallable(target) || !isAddress) throw error
    return str(target)
  }
}

interface Queryable {
  readonly model: { DoesNotExist: new (...args: never[]) => Error; _meta: { object_name: string } }
}

/** A model's own manager, or the manager or queryset itself. */
function querysetOf(klass: unknown, method: 'get' | 'filter', caller: string): Queryable {
  const manager = (klass as { _default_manager?: { all(): unknown } } | null)?._default_manager
  const queryset = manager ? manager.all() : klass
  if (typeof queryset !== 'object' || queryset === null || !(method in queryset)) {
    const name = typeof klass === 'function' ? class_name(klass) : class_name(klass?.constructor)
    throw new ValueError(
      `First argument to ${caller}() must be a Model, Manager, or QuerySet, not '${name}'.`,
    )
  }
  return queryset as Queryable
}

/** `get()`, with Http404 where there is none: `get_object_or_404(Post, { pk, published: true })`. */
export function get_object_or_404(klass: unknown, ...rest: unknown[]): unknown {
  const queryset = querysetOf(klass, 'get', 'get_object_or_404')
  const [args, kwargs] = splitKwargs(rest)
  try {
    return callMethodWithKwargs(queryset, 'get', args, kwargs)
  } catch (error) {
    if (!(error instanceof queryset.model.DoesNotExist)) throw error
    throw new Http404(`No ${queryset.model._meta.object_name} matches the given query.`)
  }
}

/** `filter()` as a list, with Http404 where it is empty. */
export function get_list_or_404(klass: unknown, ...rest: unknown[]): unknown[] {
  const queryset = querysetOf(klass, 'filter', 'get_list_or_404')
  const [args, kwargs] = splitKwargs(rest)
  const found = [...iterate(callMethodWithKwargs(queryset, 'filter', args, kwargs))]
  if (found.length === 0) {
    throw new Http404(`No ${queryset.model._meta.object_name} matches the given query.`)
  }
  return found
}

export const aget_object_or_404 = twinOf(get_object_or_404)
export const aget_list_or_404 = twinOf(get_list_or_404)
