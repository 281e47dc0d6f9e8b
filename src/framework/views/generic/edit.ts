/**
 * Views around a form: shown on GET, cleaned on POST; then `form_valid` redirects or `form_invalid` shows it again.
 *
 * Django: django/views/generic/edit.py, ref/class-based-views/mixins-editing
 */
import { callPython, callWithKwargs } from '../../../base/kwargs.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { str_format } from '../../../base/python/format.ts'
import { mixin, type Constructor } from '../../../base/python/mixin.ts'
import { str, truthy } from '../../../base/python/protocols.ts'
import { ImproperlyConfigured } from '../../core/exceptions.ts'
import type { Model, QuerySet } from '../../db/models/index.ts'
import { Form, modelform_factory, type BaseForm } from '../../forms/index.ts'
import { HttpResponseRedirect, type HttpRequest } from '../../http/index.ts'
import { evaluated } from '../../utils/functional.ts'
import { ContextMixin, TemplateResponseMixin, View } from './base.ts'
import { BaseDetailView, SingleObjectMixin, SingleObjectTemplateResponseMixin } from './detail.ts'
import { callAbove, callMethod, named, splitArguments, type Dict } from './methods.ts'

type FormClass = new (data: unknown, files: unknown, options: Dict) => BaseForm

/** `form_class(**kwargs)`: in TypeScript, data and files come first and the rest as one object. */
function makeForm(form_class: FormClass, kwargs: Dict): unknown {
  if (callPython in form_class) return callWithKwargs(form_class, [], kwargs)
  const { data = null, files = null, ...options } = kwargs
  return new form_class(data, files, options)
}

interface FormParts {
  readonly request: HttpRequest
  get_context_data(kwargs?: unknown): unknown
  /** Of the template mixin beside this one. */
  render_to_response?(context: unknown): unknown
}

export const FormMixin = mixin(
  'FormMixin',
  (Base: Constructor<FormParts>) =>
    class extends Base {
      static initial: Dict = {}
      static form_class: unknown = null
      static success_url: unknown = null
      static prefix: string | null = null
      declare initial: Dict
      declare form_class: unknown
      declare success_url: unknown
      declare prefix: string | null

      get_initial(): Record<string, unknown> {
        return { ...this.initial }
      }

      get_prefix(): string | null {
        return this.prefix
      }

      get_form_class(): unknown {
        return this.form_class
      }

      get_form(form_class: unknown = null): unknown {
        const Class = form_class ?? callMethod(this, 'get_form_class')
        return makeForm(Class as FormClass, named(callMethod(this, 'get_form_kwargs')))
      }

      /** What the form is made with: data and files only where some were sent. */
      get_form_kwargs(): Record<string, unknown> {
        const kwargs: Record<string, unknown> = {
          initial: callMethod(this, 'get_initial'),
          prefix: callMethod(this, 'get_prefix'),
        }
        const { request } = this
        if (request.method === 'POST' || request.method === 'PUT') {
          kwargs['data'] = request.POST
          kwargs['files'] = request.FILES
        }
        return kwargs
      }

      /** @throws {ImproperlyConfigured} */
      get_success_url(): unknown {
        if (!truthy(this.success_url)) throw noSuccessUrl()
        return str(evaluated(this.success_url))
      }

      form_valid(_form: unknown): unknown {
        return new HttpResponseRedirect(callMethod(this, 'get_success_url'))
      }

      form_invalid(form: unknown): unknown {
        const context = callMethod(this, 'get_context_data', [], { form })
        return callMethod(this, 'render_to_response', [context])
      }

      override get_context_data(kwargs: unknown = {}): Record<string, unknown> {
        const context = named(kwargs)
        if (!('form' in context)) context['form'] = callMethod(this, 'get_form')
        return callAbove(super.get_context_data, this, context)
      }
    },
  [ContextMixin as never],
)

function noSuccessUrl(): ImproperlyConfigured {
  return new ImproperlyConfigured('No URL to redirect to. Provide a success_url.')
}

/** `success_url.format(**object.__dict__)` */
function fillUrl(url: unknown, object: unknown): string {
  return str_format(str(evaluated(url)), [], { ...(object as object) })
}

interface ModelFormParts extends InstanceType<ReturnType<typeof FormMixin>> {
  readonly kwargs: Dict
  readonly model: typeof Model | null
  object: unknown
  get_queryset(): QuerySet
}

/** Makes the form from a model and saves it. */
export const ModelFormMixin = mixin(
  'ModelFormMixin',
  (Base: Constructor<ModelFormParts>) =>
    class extends Base {
      /** Names of the model's fields, or `'__all__'`; not beside `form_class`. */
      static fields: readonly string[] | string | null = null
      declare fields: readonly string[] | string | null

      /** @throws {ImproperlyConfigured} both `fields` and `form_class`, or neither */
      override get_form_class(): unknown {
        if (this.fields !== null && truthy(this.form_class)) {
          throw new ImproperlyConfigured(
            "Specifying both 'fields' and 'form_class' is not permitted.",
          )
        }
        if (truthy(this.form_class)) return this.form_class
        const model =
          this.model ??
          this.object?.constructor ??
          (callMethod(this, 'get_queryset') as { model: unknown }).model
        if (this.fields === null) {
          throw new ImproperlyConfigured(
            `Using ModelFormMixin (base class of ${class_name(this.constructor)}) without the 'fields' attribute is prohibited.`,
          )
        }
        return modelform_factory(model, { fields: this.fields as readonly string[] })
      }

      override get_form_kwargs(): Record<string, unknown> {
        const kwargs = callAbove(super.get_form_kwargs, this, {})
        return 'object' in this ? { ...kwargs, instance: this.object } : kwargs
      }

      /** The view's own URL, filled with the object's fields, else the object's page. */
      override get_success_url(): unknown {
        if (truthy(this.success_url)) return fillUrl(this.success_url, this.object)
        const { get_absolute_url } = this.object as { get_absolute_url?: unknown }
        if (get_absolute_url === undefined) {
          throw new ImproperlyConfigured(
            'No URL to redirect to.  Either provide a url or define a get_absolute_url method on the Model.',
          )
        }
        return callWithKwargs(get_absolute_url, [], {}, this.object)
      }

      override form_valid(form: unknown): unknown {
        this.object = callWithKwargs((form as { save: unknown }).save, [], {}, form)
        return callWithKwargs(super.form_valid, [form], {}, this)
      }
    },
  [FormMixin as never, SingleObjectMixin as never],
)

/** GET shows the form, POST and PUT clean it. */
export class ProcessFormView extends View {
  get(_request: HttpRequest, ..._rest: unknown[]): unknown {
    const context = callMethod(this, 'get_context_data')
    return callMethod(this, 'render_to_response', [context])
  }

  post(_request: HttpRequest, ..._rest: unknown[]): unknown {
    return processForm(this)
  }

  put(request: HttpRequest, ...rest: unknown[]): unknown {
    const [args, kwargs] = splitArguments(rest)
    return callMethod(this, 'post', [request, ...args], kwargs)
  }
}

function processForm(view: object): unknown {
  const form = callMethod(view, 'get_form') as BaseForm
  return callMethod(view, form.is_valid() ? 'form_valid' : 'form_invalid', [form])
}

export class BaseFormView extends FormMixin(ContextMixin(ProcessFormView)) {}

/** A form that is no model's: override `form_valid` to do something with it. */
export class FormView extends TemplateResponseMixin(BaseFormView) {}

const ModelFormView = ModelFormMixin(FormMixin(SingleObjectMixin(ContextMixin(ProcessFormView))))

export class BaseCreateView extends ModelFormView {
  override get(request: HttpRequest, ...rest: unknown[]): unknown {
    this.object = null
    return super.get(request, ...rest)
  }

  override post(request: HttpRequest, ...rest: unknown[]): unknown {
    this.object = null
    return super.post(request, ...rest)
  }
}

/** A form for a new object; its template is `blog/post_form.html`. */
export class CreateView extends SingleObjectTemplateResponseMixin(
  TemplateResponseMixin(BaseCreateView),
) {
  static template_name_suffix = '_form'
}

export class BaseUpdateView extends ModelFormView {
  override get(request: HttpRequest, ...rest: unknown[]): unknown {
    this.object = callMethod(this, 'get_object')
    return super.get(request, ...rest)
  }

  override post(request: HttpRequest, ...rest: unknown[]): unknown {
    this.object = callMethod(this, 'get_object')
    return super.post(request, ...rest)
  }
}

/** A form for the object of the URL; its template is `blog/post_form.html`. */
export class UpdateView extends SingleObjectTemplateResponseMixin(
  TemplateResponseMixin(BaseUpdateView),
) {
  static template_name_suffix = '_form'
}

interface DeletionParts {
  object: unknown
  get_object(queryset?: never): unknown
}

export const DeletionMixin = mixin(
  'DeletionMixin',
  (Base: Constructor<DeletionParts>) =>
    class extends Base {
      static success_url: unknown = null
      declare success_url: unknown

      delete(_request: HttpRequest, ..._rest: unknown[]): unknown {
        this.object = callMethod(this, 'get_object')
        return deleteObject(this)
      }

      /** Browsers send no DELETE. */
      post(request: HttpRequest, ...rest: unknown[]): unknown {
        const [args, kwargs] = splitArguments(rest)
        return callMethod(this, 'delete', [request, ...args], kwargs)
      }

      get_success_url(): unknown {
        if (!truthy(this.success_url)) throw noSuccessUrl()
        return fillUrl(this.success_url, this.object)
      }
    },
)

/** The URL is made first: it may hold the object's key. */
function deleteObject(view: { object: unknown }): HttpResponseRedirect {
  const url = callMethod(view, 'get_success_url')
  callWithKwargs((view.object as { delete: unknown }).delete, [], {}, view.object)
  return new HttpResponseRedirect(url)
}

export class BaseDeleteView extends DeletionMixin(FormMixin(BaseDetailView)) {
  static form_class: unknown = Form

  override post(_request: HttpRequest, ..._rest: unknown[]): unknown {
    this.object = callMethod(this, 'get_object')
    return processForm(this)
  }

  override form_valid(_form: unknown): unknown {
    return deleteObject(this)
  }
}

/** Asks, by `blog/post_confirm_delete.html`, and deletes on POST. */
export class DeleteView extends SingleObjectTemplateResponseMixin(
  TemplateResponseMixin(BaseDeleteView),
) {
  static template_name_suffix = '_confirm_delete'
}
