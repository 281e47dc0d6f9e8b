/**
 * Lists of objects, in pages where `paginate_by` is set. The template gets them as `object_list` and as `post_list`.
 *
 * Django: django/views/generic/list.py, ref/class-based-views/mixins-multiple-object
 */
import { class_name } from '../../../base/python/class_name.ts'
import { ValueError } from '../../../base/python/exceptions.ts'
import { toInt } from '../../../base/python/int.ts'
import { mixin, type Constructor } from '../../../base/python/mixin.ts'
import { iterate, str, truthy } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { ImproperlyConfigured } from '../../core/exceptions.ts'
import { InvalidPage, Paginator, type Page } from '../../core/paginator.ts'
import { QuerySet, type Model } from '../../db/models/index.ts'
import { Http404, type HttpRequest } from '../../http/index.ts'
import { ContextMixin, TemplateResponseMixin, View } from './base.ts'
import { callAbove, callMethod, named, type Dict } from './methods.ts'

/** What these mixins need of the view below them. */
export interface ViewParts {
  readonly request: HttpRequest
  readonly kwargs: Dict
  get_context_data(kwargs?: unknown): unknown
}

type PaginatorClass = new (objects: unknown, per_page: unknown, options: Dict) => Paginator

export const MultipleObjectMixin = mixin(
  'MultipleObjectMixin',
  (Base: Constructor<ViewParts>) =>
    class extends Base {
      static allow_empty = true
      static queryset: unknown = null
      static model: typeof Model | null = null
      static paginate_by: unknown = null
      static paginate_orphans: unknown = 0
      static context_object_name: string | null = null
      static paginator_class: PaginatorClass = Paginator
      static page_kwarg = 'page'
      static ordering: unknown = null
      declare allow_empty: boolean
      declare queryset: unknown
      declare model: typeof Model | null
      declare paginate_by: unknown
      declare paginate_orphans: unknown
      declare context_object_name: string | null
      declare paginator_class: PaginatorClass
      declare page_kwarg: string
      declare ordering: unknown
      declare object_list: unknown

      /** A queryset, or anything that can be looped over. @throws {ImproperlyConfigured} */
      get_queryset(): QuerySet {
        let queryset: QuerySet
        if (this.queryset !== null) {
          // each request asks anew
          const own = this.queryset as QuerySet
          queryset = own instanceof QuerySet ? own.all() : own
        } else if (this.model !== null) queryset = this.model._default_manager.all()
        else throw missingQuerySet(this)
        const ordering = callMethod(this, 'get_ordering')
        if (!truthy(ordering)) return queryset
        const names = isString(ordering) ? [str(ordering)] : [...iterate(ordering)]
        return queryset.order_by(...names)
      }

      get_ordering(): unknown {
        return this.ordering
      }

      /** @returns paginator, page, the page's objects, whether there are other pages. @throws {Http404} */
      paginate_queryset(
        queryset: unknown,
        page_size: unknown,
      ): [Paginator, Page, unknown, boolean] {
        const paginator = callMethod(this, 'get_paginator', [queryset, page_size], {
          orphans: callMethod(this, 'get_paginate_orphans'),
          allow_empty_first_page: callMethod(this, 'get_allow_empty'),
        }) as Paginator
        const fromUrl = this.kwargs[this.page_kwarg]
        const fromQuery = (): unknown => this.request.GET.get(this.page_kwarg)
        const wanted = truthy(fromUrl) ? fromUrl : (fromQuery() ?? 1)
        const number = pageNumber(truthy(wanted) ? wanted : 1, paginator)
        try {
          const page = paginator.page(number)
          return [paginator, page, page.object_list, page.has_other_pages()]
        } catch (error) {
          if (!(error instanceof InvalidPage)) throw error
          throw new Http404(`Invalid page (${number}): ${str(error)}`)
        }
      }

      /** null: no pages. */
      get_paginate_by(_queryset: unknown): unknown {
        return this.paginate_by
      }

      get_paginator(queryset: unknown, per_page: unknown, options: unknown = {}): Paginator {
        return new this.paginator_class(queryset, per_page, named(options))
      }

      get_paginate_orphans(): unknown {
        return this.paginate_orphans
      }

      /** false: an empty list is a 404. */
      get_allow_empty(): boolean {
        return this.allow_empty
      }

      get_context_object_name(object_list: unknown): string | null {
        if (truthy(this.context_object_name)) return this.context_object_name
        const model = modelOf(object_list)
        return model === null ? null : `${model._meta.model_name}_list`
      }

      override get_context_data(kwargs: unknown = {}): Record<string, unknown> {
        const { object_list = null, ...rest } = named(kwargs)
        const objects = object_list ?? this.object_list
        const page_size = callMethod(this, 'get_paginate_by', [objects])
        const name = callMethod(this, 'get_context_object_name', [objects])
        const [paginator, page_obj, shown, is_paginated] = truthy(page_size)
          ? (callMethod(this, 'paginate_queryset', [objects, page_size]) as [
              Paginator,
              Page,
              unknown,
              boolean,
            ])
          : [null, null, objects, false]
        const context: Record<string, unknown> = {
          paginator,
          page_obj,
          is_paginated,
          object_list: shown,
        }
        if (name !== null) context[str(name)] = shown
        return callAbove(super.get_context_data, this, { ...context, ...rest })
      }
    },
  [ContextMixin as never],
)

export function missingQuerySet(view: object): ImproperlyConfigured {
  const cls = class_name(view.constructor)
  return new ImproperlyConfigured(
    `${cls} is missing a QuerySet. Define ${cls}.model, ${cls}.queryset, or override ${cls}.get_queryset().`,
  )
}

/** The model of a queryset; null for other lists. */
function modelOf(objects: unknown): typeof Model | null {
  const isObject = typeof objects === 'object' && objects !== null
  return isObject && 'model' in objects ? (objects.model as typeof Model) : null
}

/** @throws {Http404} neither a number nor `last` */
function pageNumber(page: unknown, paginator: Paginator): number | bigint {
  try {
    return toInt(page)
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    if (isString(page) && str(page) === 'last') return paginator.num_pages
    throw new Http404('Page is not “last”, nor can it be converted to an int.')
  }
}

export class BaseListView extends MultipleObjectMixin(ContextMixin(View)) {
  get(_request: HttpRequest, ..._rest: unknown[]): unknown {
    this.object_list = callMethod(this, 'get_queryset')
    if (!truthy(callMethod(this, 'get_allow_empty')) && this.isEmpty()) {
      throw new Http404(`Empty list and “${class_name(this.constructor)}.allow_empty” is False.`)
    }
    const context = callMethod(this, 'get_context_data')
    return callMethod(this, 'render_to_response', [context])
  }

  /** Of a list in pages only the database is asked, not the rows. */
  private isEmpty(): boolean {
    const objects = this.object_list
    const isPaged = callMethod(this, 'get_paginate_by', [objects]) !== null
    const { exists } = objects as { exists?: unknown }
    if (isPaged && typeof exists === 'function') return !truthy(exists.call(objects))
    return !truthy(objects)
  }
}

interface ListParts {
  readonly request: HttpRequest
  readonly object_list: unknown
  get_template_names(): unknown[]
}

/** Without a name, the template is `blog/post_list.html`. */
export const MultipleObjectTemplateResponseMixin = mixin(
  'MultipleObjectTemplateResponseMixin',
  (Base: Constructor<ListParts>) =>
    class extends Base {
      static template_name_suffix = '_list'
      declare template_name_suffix: string

      override get_template_names(): unknown[] {
        const names = namesOrNone(() => super.get_template_names())
        const model = modelOf(this.object_list)
        if (model !== null) names.push(modelTemplate(model, this.template_name_suffix))
        else if (names.length === 0) {
          throw new ImproperlyConfigured(
            `${class_name(this.constructor)} requires either a 'template_name' attribute or a get_queryset() method that returns a QuerySet.`,
          )
        }
        return names
      }
    },
  [TemplateResponseMixin as never],
)

/** The names of the mixin above; none where `template_name` is not set. */
export function namesOrNone(above: () => unknown[]): unknown[] {
  try {
    return [...above()]
  } catch (error) {
    if (error instanceof ImproperlyConfigured) return []
    throw error
  }
}

/** `blog/post_list.html` */
export function modelTemplate({ _meta }: typeof Model, suffix: string): string {
  return `${_meta.app_label}/${_meta.model_name}${suffix}.html`
}

/** All objects of a model or queryset. */
export class ListView extends MultipleObjectTemplateResponseMixin(
  TemplateResponseMixin(BaseListView),
) {}
