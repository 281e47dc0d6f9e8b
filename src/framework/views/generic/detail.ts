/**
 * One object, found by the `pk` or `slug` of its URL. The template gets it as `object` and as `post`.
 *
 * Django: django/views/generic/detail.py, ref/class-based-views/mixins-single-object
 */
import { class_name } from '../../../base/python/class_name.ts'
import { AttributeError } from '../../../base/python/exceptions.ts'
import { mixin, type Constructor } from '../../../base/python/mixin.ts'
import { str, truthy } from '../../../base/python/protocols.ts'
import { ImproperlyConfigured } from '../../core/exceptions.ts'
import { Model, type QuerySet } from '../../db/models/index.ts'
import { Http404, type HttpRequest } from '../../http/index.ts'
import { ContextMixin, TemplateResponseMixin, View } from './base.ts'
import { missingQuerySet, modelTemplate, namesOrNone, type ViewParts } from './list.ts'
import { callAbove, callMethod, named } from './methods.ts'

export const SingleObjectMixin = mixin(
  'SingleObjectMixin',
  (Base: Constructor<ViewParts>) =>
    class extends Base {
      static model: typeof Model | null = null
      static queryset: QuerySet | null = null
      static slug_field = 'slug'
      static context_object_name: string | null = null
      static slug_url_kwarg = 'slug'
      static pk_url_kwarg = 'pk'
      static query_pk_and_slug = false
      declare model: typeof Model | null
      declare queryset: QuerySet | null
      declare slug_field: string
      declare context_object_name: string | null
      declare slug_url_kwarg: string
      declare pk_url_kwarg: string
      declare query_pk_and_slug: boolean
      /** Set by the view before its context is made. */
      declare object: unknown

      /** @throws {Http404} there is none, @throws {AttributeError} the URL has neither pk nor slug */
      get_object(queryset: QuerySet | null = null): unknown {
        let rows = queryset ?? (callMethod(this, 'get_queryset') as QuerySet)
        const pk = this.kwargs[this.pk_url_kwarg] ?? null
        const slug = this.kwargs[this.slug_url_kwarg] ?? null
        if (pk !== null) rows = rows.filter({ pk })
        if (slug !== null && (pk === null || this.query_pk_and_slug)) {
          rows = rows.filter({ [str(callMethod(this, 'get_slug_field'))]: slug })
        }
        if (pk === null && slug === null) {
          throw new AttributeError(
            `Generic detail view ${class_name(this.constructor)} must be called with either an object pk or a slug in the URLconf.`,
          )
        }
        try {
          return rows.get()
        } catch (error) {
          if (!(error instanceof rows.model.DoesNotExist)) throw error
          throw new Http404(`No ${str(rows.model._meta.verbose_name)} found matching the query`)
        }
      }

      /** @throws {ImproperlyConfigured} */
      get_queryset(): QuerySet {
        if (this.queryset !== null) return this.queryset.all()
        if (this.model !== null) return this.model._default_manager.all()
        throw missingQuerySet(this)
      }

      get_slug_field(): string {
        return this.slug_field
      }

      get_context_object_name(obj: unknown): string | null {
        if (truthy(this.context_object_name)) return this.context_object_name
        return obj instanceof Model ? obj._meta.model_name : null
      }

      override get_context_data(kwargs: unknown = {}): Record<string, unknown> {
        const context: Record<string, unknown> = {}
        if (this.object !== undefined && truthy(this.object)) {
          context['object'] = this.object
          const name = callMethod(this, 'get_context_object_name', [this.object])
          if (truthy(name)) context[str(name)] = this.object
        }
        return callAbove(super.get_context_data, this, { ...context, ...named(kwargs) })
      }
    },
  [ContextMixin as never],
)

export class BaseDetailView extends SingleObjectMixin(ContextMixin(View)) {
  get(_request: HttpRequest, ..._rest: unknown[]): unknown {
    this.object = callMethod(this, 'get_object')
    const context = callMethod(this, 'get_context_data', [], { object: this.object })
    return callMethod(this, 'render_to_response', [context])
  }
}

interface DetailParts {
  readonly request: HttpRequest
  readonly object?: unknown
  readonly model?: unknown
  get_template_names(): unknown[]
}

/** Without a name, the template is `blog/post_detail.html`. */
export const SingleObjectTemplateResponseMixin = mixin(
  'SingleObjectTemplateResponseMixin',
  (Base: Constructor<DetailParts>) =>
    class extends Base {
      /** A field of the object that holds a template's name. */
      static template_name_field: string | null = null
      static template_name_suffix = '_detail'
      declare template_name_field: string | null
      declare template_name_suffix: string

      override get_template_names(): unknown[] {
        const given = namesOrNone(() => super.get_template_names())
        if (given.length > 0) return given
        const names: unknown[] = []
        const { object = null, model = null } = this
        if (truthy(object) && this.template_name_field !== null) {
          const own = (object as Record<string, unknown>)[this.template_name_field]
          if (own !== undefined && truthy(own)) names.push(own)
        }
        if (object instanceof Model) {
          names.push(modelTemplate(object.constructor as typeof Model, this.template_name_suffix))
        } else if (typeof model === 'function' && model.prototype instanceof Model) {
          names.push(modelTemplate(model as typeof Model, this.template_name_suffix))
        }
        if (names.length === 0) {
          throw new ImproperlyConfigured(
            "SingleObjectTemplateResponseMixin requires a definition of 'template_name', 'template_name_field', or 'model'; or an implementation of 'get_template_names()'.",
          )
        }
        return names
      }
    },
  [TemplateResponseMixin as never],
)

/** One object of a model or queryset. */
export class DetailView extends SingleObjectTemplateResponseMixin(
  TemplateResponseMixin(BaseDetailView),
) {}
