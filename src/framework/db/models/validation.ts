/**
 * Checking an instance before it is saved: field by field, then what must be unique, then constraints.
 *
 * Django: full_clean and validate_unique of Model in django/db/models/base.py, ref/models/instances#validating-objects
 */
import { NON_FIELD_ERRORS, ValidationError } from '../../core/exceptions.ts'
import { isEmptyValue } from './fields/field.ts'
import { isExpression } from './late.ts'

type Errors = Map<unknown, ValidationError[]>

export function full_clean(
  instance: any,
  given: Set<string>,
  unique: boolean,
  constraints: boolean,
): void {
  const exclude = new Set(given)
  let errors: Errors = new Map()
  const collect = (check: () => void) => {
    try {
      check()
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error
      errors = error.update_error_dict(errors)
    }
  }
  collect(() => instance.clean_fields({ exclude: [...exclude] }))
  collect(() => instance.clean())
  // what is wrong already need not be asked for in the database
  const skip = () => {
    for (const name of errors.keys()) if (name !== NON_FIELD_ERRORS) exclude.add(String(name))
    return { exclude: [...exclude] }
  }
  if (unique) {
    const options = skip()
    collect(() => instance.validate_unique(options))
  }
  if (constraints) {
    const options = skip()
    collect(() => instance.validate_constraints(options))
  }
  if (errors.size > 0) throw new ValidationError(errors)
}

export function clean_fields(instance: any, exclude: Set<string>): void {
  const errors: Errors = new Map()
  for (const field of instance._meta.fields) {
    if (exclude.has(field.name)) continue
    const value = instance[field.attname]
    // an empty value of a field that may be blank is fine as it is
    if (field.blank && isEmptyValue(value)) continue
    if (isExpression(value)) continue
    try {
      instance[field.attname] = field.clean(value, instance)
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error
      errors.set(field.name, error.error_list ?? [])
    }
  }
  if (errors.size > 0) throw new ValidationError(errors)
}

export function validate_unique(instance: any, exclude: Set<string>): void {
  const meta = instance._meta
  const checks: string[][] = [
    ...meta.unique_together.filter((names: string[]) => !names.some((name) => exclude.has(name))),
    ...meta.fields
      .filter((field: any) => field.unique && !exclude.has(field.name))
      .map((field: any) => [field.name]),
  ]
  const errors: Errors = new Map()
  for (const check of checks) {
    if (!isTaken(instance, check)) continue
    const key = check.length === 1 ? check[0] : NON_FIELD_ERRORS
    const error = instance.unique_error_message(instance.constructor, check)
    errors.set(key, [...(errors.get(key) ?? []), error])
  }
  if (errors.size > 0) throw new ValidationError(errors)
}

function isTaken(instance: any, check: readonly string[]): boolean {
  const lookup: Record<string, unknown> = {}
  for (const name of check) {
    const field = instance._meta.get_field(name)
    const value = instance[field.attname]
    // null equals nothing, and an own key that is not new will be found
    if (value === null || isExpression(value)) return false
    if (field.primary_key && !instance._state.adding) continue
    lookup[field.name] = value
  }
  if (Object.keys(lookup).length !== check.length) return false
  let rows = instance.constructor._default_manager.filter(lookup)
  if (!instance._state.adding && instance.pk !== null) rows = rows.exclude({ pk: instance.pk })
  return rows.exists()
}

/** `Category with this Slug already exists.` */
export function uniqueError(
  model_class: any,
  check: readonly string[],
  instance: any,
): ValidationError {
  const opts = model_class._meta
  const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  const params: Record<string, unknown> = {
    model: instance,
    model_class,
    model_name: capitalized(opts.verbose_name),
    unique_check: check,
  }
  if (check.length === 1) {
    const field = opts.get_field(check[0])
    params['field_label'] = capitalized(field.verbose_name)
    return new ValidationError(field.error_messages['unique'], { code: 'unique', params })
  }
  const labels = check.map((name) => capitalized(opts.get_field(name).verbose_name))
  params['field_labels'] =
    labels.length < 3
      ? labels.join(' and ')
      : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`
  return new ValidationError('%(model_name)s with this %(field_labels)s already exists.', {
    code: 'unique_together',
    params,
  })
}

export function validate_constraints(instance: any, exclude: Set<string>): void {
  let errors: Errors = new Map()
  for (const constraint of instance._meta.constraints) {
    try {
      constraint.validate(instance.constructor, instance, exclude)
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error
      const [field] = constraint.fields ?? []
      if (error.code === 'unique' && constraint.fields?.length === 1 && field !== undefined)
        errors.set(field, [...(errors.get(field) ?? []), ...(error.error_list ?? [])])
      else errors = error.update_error_dict(errors)
    }
  }
  if (errors.size > 0) throw new ValidationError(errors)
}
