/**
 * View: a class as a view. Every request gets its own instance, made by the function that `as_view()` gives: then
 * `setup`, `dispatch`, and the method of the request's name.
 *
 * Django: django/views/generic/base.py, ref/class-based-views/base
 */
import {
  iscoroutinefunction,
  markcoroutinefunction,
} from '../../../base/async/coroutine_function.ts'
import { awaitable } from '../../../base/async/state.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { AttributeError, TypeError } from '../../../base/python/exceptions.ts'
import { percent_format } from '../../../base/python/format.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { linksOf, mixin, type Constructor } from '../../../base/python/mixin.ts'
import { repr, str, truthy } from '../../../base/python/protocols.ts'
import { exposeStatics } from '../../../base/python/statics.ts'
import { ImproperlyConfigured } from '../../core/exceptions.ts'
import {
  HttpResponse,
  HttpResponseGone,
  HttpResponseNotAllowed,
  HttpResponsePermanentRedirect,
  HttpResponseRedirect,
  type HttpRequest,
} from '../../http/index.ts'
import { TemplateResponse } from '../../template/response.ts'
import { reverse } from '../../urls/index.ts'
import { log_response } from '../../utils/log.ts'
import { module_of } from '../../utils/source_of.ts'
import { callMethod, named, splitArguments, type Dict } from './methods.ts'

/** What `as_view()` gives, for a URL pattern. */
export interface ViewFunction {
  (request: HttpRequest, ...rest: unknown[]): unknown
  view_class: typeof View
  view_initkwargs: Dict
}

export class View {
  static http_method_names: readonly string[] = [
    'get',
    'post',
    'put',
    'patch',
    'delete',
    'head',
    'options',
    'trace',
  ]
  declare http_method_names: readonly string[]
  // set by setup()
  declare request: HttpRequest
  declare args: readonly unknown[]
  declare kwargs: Dict

  /** @param initkwargs  attributes of this instance, as given to `as_view()` */
  constructor(initkwargs: Dict = {}) {
    exposeStatics(new.target)
    Object.assign(this, initkwargs)
  }

  /** Whether the handlers are `async`. @throws {ImproperlyConfigured} some are and some are not */
  static get view_is_async(): boolean {
    const methods = this.http_method_names
      .filter((name) => name !== 'options')
      .map((name) => (this.prototype as unknown as Dict)[name])
      .filter((method) => typeof method === 'function')
    const kinds = new Set(methods.map(iscoroutinefunction))
    if (kinds.size > 1) {
      throw new ImproperlyConfigured(
        `${class_name(this)} HTTP handlers must either be all sync or all async.`,
      )
    }
    return kinds.has(true)
  }

  get view_is_async(): boolean {
    return (this.constructor as typeof View).view_is_async
  }

  /**
   * @param initkwargs  class attributes to replace: `PostList.as_view({ paginate_by: 10 })`
   * @throws {TypeError} the class has no such attribute
   */
  static as_view(initkwargs: Dict = {}): ViewFunction {
    const given = named(initkwargs)
    for (const key of Object.keys(given)) {
      const name = class_name(this)
      if (this.http_method_names.includes(key)) {
        throw new TypeError(
          `The method name ${key} is not accepted as a keyword argument to ${name}().`,
        )
      }
      if (!hasAttribute(this, key)) {
        throw new TypeError(
          `${name}() received an invalid keyword ${repr(key)}. as_view only accepts arguments that are already attributes of the class.`,
        )
      }
    }
    const Class = this
    const view = (request: HttpRequest, ...rest: unknown[]): unknown => {
      const self = new Class(given)
      const [args, kwargs] = splitArguments(rest)
      callMethod(self, 'setup', [request, ...args], kwargs)
      if (!('request' in self)) {
        throw new AttributeError(
          `${class_name(Class)} instance has no 'request' attribute. Did you override setup() and forget to call super()?`,
        )
      }
      return callMethod(self, 'dispatch', [request, ...args], kwargs)
    }
    Object.defineProperty(view, '__module__', { value: module_of(this), configurable: true })
    if (this.view_is_async) markcoroutinefunction(view)
    // what decorators have set on dispatch: csrf_exempt, say
    const marks: object = this.prototype.dispatch
    return Object.assign(view, { view_class: Class, view_initkwargs: given }, marks)
  }

  /** Puts the request and the URL's arguments on the instance, before anything else runs. */
  setup(request: HttpRequest, ...rest: unknown[]): void {
    const self = this as { get?: unknown; head?: unknown }
    if (self.get !== undefined && self.head === undefined) self.head = self.get
    this.request = request
    ;[this.args, this.kwargs] = splitArguments(rest)
  }

  /** Calls the method of the request's name. */
  dispatch(request: HttpRequest, ...rest: unknown[]): unknown {
    const method = request.method?.toLowerCase() ?? ''
    const isKnown = this.http_method_names.includes(method) && method in this
    const [args, kwargs] = splitArguments(rest)
    return callMethod(
      this,
      isKnown ? method : 'http_method_not_allowed',
      [request, ...args],
      kwargs,
    )
  }

  http_method_not_allowed(request: HttpRequest, ..._rest: unknown[]): unknown {
    const response = new HttpResponseNotAllowed(this._allowed_methods())
    log_response('Method Not Allowed (%s): %s', [request.method, request.path], response)
    return this.view_is_async ? awaitable(() => response) : response
  }

  options(_request: HttpRequest, ..._rest: unknown[]): unknown {
    const response = new HttpResponse()
    response.headers.__setitem__('Allow', this._allowed_methods().join(', '))
    response.headers.__setitem__('Content-Length', '0')
    return this.view_is_async ? awaitable(() => response) : response
  }

  _allowed_methods(): string[] {
    return this.http_method_names.filter((name) => name in this).map((name) => name.toUpperCase())
  }
}

/** `hasattr(cls, name)`, without what every JavaScript function has. */
function hasAttribute(cls: object, name: string): boolean {
  return linksOf(cls).some(
    (link) =>
      Object.prototype.propertyIsEnumerable.call(link, name) ||
      Object.hasOwn(link.prototype as object, name),
  )
}

/** The keyword arguments of `get_context_data()` are the template's context. */
export const ContextMixin = mixin(
  'ContextMixin',
  (Base: Constructor) =>
    class extends Base {
      static extra_context: unknown = null
      declare extra_context: unknown

      get_context_data(kwargs: unknown = {}): Record<string, unknown> {
        const context = named(kwargs)
        context['view'] ??= this
        for (const [name, value] of mapping.entries(this.extra_context ?? {})) {
          context[str(name)] = value
        }
        return context
      }
    },
)

type ResponseClass = new (
  request: unknown,
  template: unknown,
  context: unknown,
  options: Dict,
) => unknown

/** Answers with a template, rendered after the view. */
export const TemplateResponseMixin = mixin(
  'TemplateResponseMixin',
  (Base: Constructor<{ readonly request: HttpRequest }>) =>
    class extends Base {
      static template_name: unknown = null
      static template_engine: string | null = null
      static response_class: ResponseClass = TemplateResponse
      static content_type: string | null = null
      declare template_name: unknown
      declare template_engine: string | null
      declare response_class: ResponseClass
      declare content_type: string | null

      /** @param response_kwargs  further options of the response: `{ status: 404 }` */
      render_to_response(context: unknown, response_kwargs: unknown = {}): unknown {
        const template = callMethod(this, 'get_template_names')
        return new this.response_class(this.request, template, context, {
          content_type: this.content_type,
          using: this.template_engine,
          ...named(response_kwargs),
        })
      }

      /** Names, the first that exists is taken. @throws {ImproperlyConfigured} */
      get_template_names(): unknown[] {
        if (this.template_name === null) {
          throw new ImproperlyConfigured(
            "TemplateResponseMixin requires either a definition of 'template_name' or an implementation of 'get_template_names()'",
          )
        }
        return [this.template_name]
      }
    },
)

/** A template; the URL's keyword arguments are its context. */
export class TemplateView extends TemplateResponseMixin(ContextMixin(View)) {
  get(_request: HttpRequest, ...rest: unknown[]): unknown {
    const [, kwargs] = splitArguments(rest)
    const context = callMethod(this, 'get_context_data', [], kwargs)
    return callMethod(this, 'render_to_response', [context])
  }
}

/** Sends every request on to another address. */
export class RedirectView extends View {
  static permanent = false
  /** May hold `%(pk)s`, filled from the URL's keyword arguments. */
  static url: unknown = null
  static pattern_name: string | null = null
  /** Whether the query goes along. */
  static query_string = false
  declare permanent: boolean
  declare url: unknown
  declare pattern_name: string | null
  declare query_string: boolean

  /** @returns null where there is nowhere to go: 410 Gone */
  get_redirect_url(...rest: unknown[]): unknown {
    const [args, kwargs] = splitArguments(rest)
    let url: string
    if (truthy(this.url)) url = percent_format(str(this.url), kwargs)
    else if (truthy(this.pattern_name)) url = reverse(this.pattern_name, { args, kwargs })
    else return null
    const query = this.request.META['QUERY_STRING'] ?? ''
    return query !== '' && this.query_string ? `${url}?${str(query)}` : url
  }

  get(request: HttpRequest, ...rest: unknown[]): unknown {
    const [args, kwargs] = splitArguments(rest)
    const url = callMethod(this, 'get_redirect_url', args, kwargs)
    if (truthy(url)) {
      return this.permanent ? new HttpResponsePermanentRedirect(url) : new HttpResponseRedirect(url)
    }
    const response = new HttpResponseGone()
    log_response('Gone: %s', [request.path], response)
    return response
  }

  head(request: HttpRequest, ...rest: unknown[]): unknown {
    return this.#get(request, rest)
  }

  post(request: HttpRequest, ...rest: unknown[]): unknown {
    return this.#get(request, rest)
  }

  override options(request: HttpRequest, ...rest: unknown[]): unknown {
    return this.#get(request, rest)
  }

  delete(request: HttpRequest, ...rest: unknown[]): unknown {
    return this.#get(request, rest)
  }

  put(request: HttpRequest, ...rest: unknown[]): unknown {
    return this.#get(request, rest)
  }

  patch(request: HttpRequest, ...rest: unknown[]): unknown {
    return this.#get(request, rest)
  }

  #get(request: HttpRequest, rest: readonly unknown[]): unknown {
    const [args, kwargs] = splitArguments(rest)
    return callMethod(this, 'get', [request, ...args], kwargs)
  }
}
