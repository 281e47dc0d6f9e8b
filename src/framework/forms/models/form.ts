/**
 * ModelForm: a form made of a model's fields, around one instance. Cleaning the form also puts its data on the instance
 * and validates that; `save()` writes it.
 *
 * Django: django/forms/models.py (ModelForm), topics/forms/modelforms
 */
import { class_name } from '../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { contains, truthy } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import {
  FieldError,
  ImproperlyConfigured,
  NON_FIELD_ERRORS,
  ValidationError,
} from '../../core/exceptions.ts'
import { declaredFieldsOf, type Fields } from '../declared_fields.ts'
import { formArguments } from '../form_arguments.ts'
import { BaseForm, type FormOptions } from '../forms.ts'
import {
  ALL_FIELDS,
  apply_limit_choices_to_to_formfield,
  construct_instance,
  fields_for_model,
  model_to_dict,
  type ModelFieldOptions,
} from './fields.ts'
import { InlineForeignKeyField } from './inline_field.ts'

/** What `Meta` of a form says; absent options are null. */
export class ModelFormOptions {
  readonly model: any
  fields: string[] | null
  readonly exclude: string[] | null
  readonly widgets: any
  readonly localized_fields: any
  readonly labels: any
  readonly help_texts: any
  readonly error_messages: any
  readonly field_classes: any
  readonly formfield_callback: unknown

  constructor(options: any = null) {
    this.model = options?.model ?? null
    this.fields = options?.fields ?? null
    this.exclude = options?.exclude ?? null
    this.widgets = options?.widgets ?? null
    this.localized_fields = options?.localized_fields ?? null
    this.labels = options?.labels ?? null
    this.help_texts = options?.help_texts ?? null
    this.error_messages = options?.error_messages ?? null
    this.field_classes = options?.field_classes ?? null
    this.formfield_callback = options?.formfield_callback ?? null
  }
}

interface Prepared {
  readonly options: ModelFormOptions
  readonly fields: Fields
}

const prepared = new WeakMap<object, Prepared>()

/** What Python's metaclass does when the class is made happens here when it is first used. */
function prepare(cls: any): Prepared {
  const known = prepared.get(cls)
  if (known) return known
  const options = new ModelFormOptions(cls.Meta)
  for (const name of ['fields', 'exclude', 'localized_fields'] as const) {
    const value: unknown = options[name]
    if (isString(value) && String(value) !== ALL_FIELDS) {
      throw new TypeError(
        `${class_name(cls)}.Meta.${name} cannot be a string. Did you mean to type: ('${String(value)}',)?`,
      )
    }
  }
  const made = { options, fields: fieldsOf(cls, options) }
  prepared.set(cls, made)
  return made
}

function fieldsOf(cls: any, options: ModelFormOptions): Fields {
  const declared = declaredFieldsOf(cls)
  if (options.model === null) return declared
  if (options.fields === null && options.exclude === null) {
    throw new ImproperlyConfigured(
      `Creating a ModelForm without either the 'fields' attribute or the 'exclude' attribute is prohibited; form ${class_name(cls)} needs updating.`,
    )
  }
  if ((options.fields as unknown) === ALL_FIELDS) options.fields = null
  else if (options.fields !== null) options.fields = [...options.fields]
  const fields = fields_for_model(options.model, {
    ...(options as ModelFieldOptions),
    // it may hang on the moment, so each form asks anew
    apply_limit_choices_to: false,
    form_declared_fields: declared,
  })
  const missing = Object.keys(fields).filter((name) => !fields[name] && !(name in declared))
  if (missing.length > 0) {
    throw new FieldError(
      `Unknown field(s) (${missing.join(', ')}) specified for ${class_name(options.model)}`,
    )
  }
  return { ...(fields as Fields), ...declared }
}

export interface ModelFormInit extends FormOptions {
  /** The object to edit; a new one without it. */
  readonly instance?: any
}

export class BaseModelForm extends BaseForm {
  /** `{ model, fields, … }`, as an object or a class. */
  static Meta: any
  instance: any
  /** Set by `clean()`: an own `clean()` that does not call the inherited one leaves uniqueness to itself. */
  _validate_unique = false
  declare save_m2m?: () => void

  /** @param data  the submitted data, null for an unbound form; `new PostForm({ instance })` is one too */
  constructor(data: unknown = null, files: unknown = null, options: ModelFormInit = {}) {
    const { options: meta, fields } = prepare(new.target)
    const given = formArguments(data, files, options, (name) => Object.hasOwn(fields, name))
    if (meta.model === null) throw new ValueError('ModelForm has no model class specified.')
    const {
      instance = null,
      initial = null,
      data: sent = null,
      files: sentFiles = null,
      ...rest
    } = given
    const shown: Record<string, unknown> =
      instance === null ? {} : model_to_dict(instance, meta.fields, meta.exclude)
    for (const [name, value] of mapping.entries(initial ?? {})) shown[name as string] = value
    super(sent, sentFiles, { ...rest, initial: shown })
    this.instance = instance ?? new meta.model()
    for (const field of Object.values(this.fields)) apply_limit_choices_to_to_formfield(field)
  }

  static get _meta(): ModelFormOptions {
    return prepare(this).options
  }

  get _meta(): ModelFormOptions {
    return prepare(this.constructor).options
  }

  static override get base_fields(): Fields {
    return prepare(this).fields
  }

  /** Model fields that the form says nothing about, or nothing valid: the model must not complain of them. */
  _get_validation_exclusions(): Set<string> {
    const { fields, exclude } = this._meta
    const skipped = new Set<string>()
    for (const { name, blank } of this.instance._meta.fields) {
      const own = this.fields[name]
      const isOutside =
        own === undefined ||
        (truthy(fields) && !contains(fields, name)) ||
        (truthy(exclude) && contains(exclude, name)) ||
        this.errors.__contains__(name)
      // the form lets it be empty though the model does not: whoever wrote the form fills it in later
      const mayBeEmpty = !blank && own?.required === false
      const isEmpty = () => contains(own!.empty_values, this.cleaned_data[name] ?? null)
      if (isOutside || (mayBeEmpty && isEmpty())) skipped.add(name)
    }
    return skipped
  }

  override clean(): unknown {
    this._validate_unique = true
    return this.cleaned_data
  }

  /** Adds the model's errors, in the form's words where it has its own. */
  _update_errors(errors: ValidationError): void {
    const own = this._meta.error_messages
    const byField = errors.error_dict ?? new Map([[NON_FIELD_ERRORS, errors.error_list ?? []]])
    for (const [field, list] of byField as Map<string, ValidationError[]>) {
      const isGeneral = field === NON_FIELD_ERRORS && truthy(own) && mapping.has(own, field)
      const messages: any = isGeneral ? mapping.get(own, field) : this.fields[field]?.error_messages
      if (messages === undefined) continue
      for (const error of list) {
        const text = error.code ? messages[error.code] : undefined
        if (text !== undefined) error.message = text
      }
    }
    this.add_error(null, errors)
  }

  override _post_clean(): void {
    const { fields, exclude } = this._meta
    const skipped = this._get_validation_exclusions()
    for (const [name, field] of Object.entries(this.fields)) {
      // the parent may not be saved yet; whether the pair is unique is asked below
      if (field instanceof InlineForeignKeyField) skipped.add(name)
    }
    this.collectErrors(() => {
      this.instance = construct_instance(this, this.instance, fields, exclude)
    })
    this.collectErrors(() => {
      this.instance.full_clean({ exclude: [...skipped], validate_unique: false })
    })
    if (this._validate_unique) this.validate_unique()
  }

  validate_unique(): void {
    const exclude = [...this._get_validation_exclusions()]
    this.collectErrors(() => {
      this.instance.validate_unique({ exclude })
    })
  }

  private collectErrors(check: () => void): void {
    try {
      check()
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error
      this._update_errors(error)
    }
  }

  _save_m2m(): void {
    const { fields, exclude } = this._meta
    const { many_to_many, private_fields } = this.instance._meta
    for (const field of [...many_to_many, ...private_fields]) {
      if (typeof field.save_form_data !== 'function') continue
      if (truthy(fields) && !contains(fields, field.name)) continue
      if (truthy(exclude) && contains(exclude, field.name)) continue
      if (Object.hasOwn(this.cleaned_data, field.name)) {
        field.save_form_data(this.instance, this.cleaned_data[field.name])
      }
    }
  }

  /**
   * @param commit  false: the instance stays unsaved; call `save_m2m()` after saving it
   * @throws {ValueError} the form is not valid
   */
  save(commit: boolean | { readonly commit?: boolean } = true): any {
    const { _meta, _state } = this.instance
    if (this.errors.__len__() > 0) {
      const what = _state.adding ? 'created' : 'changed'
      throw new ValueError(
        `The ${_meta.object_name} could not be ${what} because the data didn't validate.`,
      )
    }
    const now = typeof commit === 'object' ? (commit.commit ?? true) : commit
    if (now) {
      this.instance.save()
      this._save_m2m()
    } else this.save_m2m = () => this._save_m2m()
    return this.instance
  }
}

// a template must not call it
Object.assign(BaseModelForm.prototype.save, { alters_data: true })

/** `class PostForm extends forms.ModelForm { static Meta = { model: Post, fields: ['title'] } }` */
export class ModelForm extends BaseModelForm {}

export interface ModelFormFactoryOptions extends ModelFieldOptions {
  readonly form?: any
}

const FORM_OPTIONS = [
  'fields',
  'exclude',
  'widgets',
  'localized_fields',
  'labels',
  'help_texts',
  'error_messages',
  'field_classes',
  'formfield_callback',
] as const

/** A form class for a model. @throws {ImproperlyConfigured} neither `fields` nor `exclude` is said */
export function modelform_factory(model: any, options: ModelFormFactoryOptions = {}): any {
  const base = options.form ?? ModelForm
  const above = new ModelFormOptions(base.Meta)
  const Meta: Record<string, unknown> = { ...above, model }
  for (const name of FORM_OPTIONS) {
    const value = options[name] ?? null
    if (value !== null) Meta[name] = value
  }
  if (Meta['fields'] === null && Meta['exclude'] === null) {
    throw new ImproperlyConfigured(
      "Calling modelform_factory without defining 'fields' or 'exclude' explicitly is prohibited.",
    )
  }
  const Form = class extends base {}
  return Object.assign(Form, { __name__: `${class_name(model)}Form`, Meta })
}

/** Whether the form's class says which fields it has. */
export function modelform_defines_fields(form_class: any): boolean {
  const meta = form_class?._meta
  return meta !== undefined && (meta.fields !== null || meta.exclude !== null)
}
