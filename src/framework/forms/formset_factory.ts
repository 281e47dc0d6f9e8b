/**
 * Makes a formset's class from a form's class, and validates several formsets.
 *
 * Django: django/forms/formsets.py, topics/forms/formsets
 */
import { class_name } from '../../base/python/class_name.ts'
import { ValueError } from '../../base/python/exceptions.ts'
import { BaseFormSet, type FormClass } from './base_formset.ts'
import type { Renderer } from './renderers.ts'

const DEFAULT_MIN_NUM = 0
/** More forms than this are refused: a hostile count must not exhaust memory. */
const DEFAULT_MAX_NUM = 1000

export interface FormSetFactoryOptions {
  readonly formset?: typeof BaseFormSet
  readonly extra?: number
  readonly can_order?: boolean
  readonly can_delete?: boolean
  readonly max_num?: number | null
  readonly validate_max?: boolean
  readonly min_num?: number | null
  readonly validate_min?: boolean
  /** The most forms that are made, whatever the data says. */
  readonly absolute_max?: number | null
  readonly can_delete_extra?: boolean
  readonly renderer?: Renderer | null
}

/** A formset class for a form class. @throws {ValueError} `absolute_max` below `max_num` */
export function formset_factory(
  form: FormClass,
  options: FormSetFactoryOptions = {},
): typeof BaseFormSet {
  const max_num = options.max_num ?? DEFAULT_MAX_NUM
  const absolute_max = options.absolute_max ?? max_num + DEFAULT_MAX_NUM
  if (max_num > absolute_max) {
    throw new ValueError("'absolute_max' must be greater or equal to 'max_num'.")
  }
  const name = class_name(form)
  const FormSet = class extends (options.formset ?? BaseFormSet) {}
  return Object.assign(FormSet, {
    __name__: name.endsWith('Form') ? `${name}Set` : `${name}FormSet`,
    form,
    extra: options.extra ?? 1,
    can_order: options.can_order ?? false,
    can_delete: options.can_delete ?? false,
    can_delete_extra: options.can_delete_extra ?? true,
    min_num: options.min_num ?? DEFAULT_MIN_NUM,
    max_num,
    absolute_max,
    validate_min: options.validate_min ?? false,
    validate_max: options.validate_max ?? false,
    renderer: options.renderer ?? null,
  })
}

/** Every formset is validated, also after one that is not valid. */
export function all_valid(formsets: Iterable<BaseFormSet>): boolean {
  return [...formsets].map((formset) => formset.is_valid()).every(Boolean)
}
