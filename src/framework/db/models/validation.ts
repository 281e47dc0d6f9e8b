/**
 * Checking an instance before it is saved: field by field, then what must be unique, then constraints.
 *
 * Django: full_clean and validate_unique of Model in django/db/models/base.py, ref/models/instances#validating-objects
 */
import { NON_FIELD_ERRORS, ValidationError } from '../../core/exceptions.ts'
import { str } from '../../../base/python/protocols.ts'
import type { AnyField, Instance, ModelClass } from './declared.ts'
import { CompositePrimaryKey } from './fields/composite.ts'
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
    if (exclude.has(field.name) || field.generated) continue
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

type DateCheck = [model: ModelClass, lookup: 'date' | 'month' | 'year', name: string, of: string]

export function validate_unique(instance: Instance, exclude: Set<string>): void {
  const errors: Errors = new Map()
  const add = (key: unknown, error: ValidationError) =>
    errors.set(key, [...(errors.get(key) ?? []), error])
  for (const [model, check] of uniqueChecks(instance, exclude)) {
    if (!isTaken(model, instance, check)) continue
    const key = check.length === 1 ? check[0] : NON_FIELD_ERRORS
    add(key, instance.unique_error_message(model, check))
  }
  for (const check of dateChecks(instance, exclude))
    if (isTakenOn(instance, check)) add(check[2], dateError(instance, check))
  if (errors.size > 0) throw new ValidationError(errors)
}

/** The model and the parents that have tables of their own. */
function classesOf(instance: Instance): ModelClass[] {
  return [instance.constructor, ...instance._meta.all_parents]
}

function uniqueChecks(instance: Instance, exclude: Set<string>): [ModelClass, string[]][] {
  const classes = classesOf(instance)
  const isAsked = (names: readonly string[]) => !names.some((name) => exclude.has(name))
  const ownFields = (model: ModelClass): AnyField[] =>
    model === instance.constructor && model._meta.proxy ? [] : model._meta.local_fields
  return [
    ...classes.flatMap((model) =>
      model._meta.unique_together.map((names: string[]): [ModelClass, string[]] => [model, names]),
    ),
    ...classes.flatMap((model) =>
      ownFields(model)
        // forms leave a composite key out by its own name
        .filter((field) => field.unique && !exclude.has(field.name))
        .map((field): [ModelClass, string[]] => [
          model,
          field instanceof CompositePrimaryKey
            ? field.fields.map(({ name }) => name as string)
            : [field.name],
        ]),
    ),
  ].filter(([, names]) => isAsked(names))
}

function dateChecks(instance: Instance, exclude: Set<string>): DateCheck[] {
  return classesOf(instance).flatMap((model) =>
    model._meta.local_fields.flatMap((field: AnyField): DateCheck[] => {
      if (exclude.has(field.name)) return []
      const all: DateCheck[] = [
        [model, 'date', field.name, field.unique_for_date],
        [model, 'year', field.name, field.unique_for_year],
        [model, 'month', field.name, field.unique_for_month],
      ]
      return all.filter(([, , , of]) => of !== null && !exclude.has(of))
    }),
  )
}

function isTakenOn(instance: Instance, [model, lookup, name, of]: DateCheck): boolean {
  const day = instance[of]
  if (day === null) return false
  const parts = lookup === 'date' ? (['day', 'month', 'year'] as const) : [lookup]
  const wanted = Object.fromEntries(parts.map((part) => [`${of}__${part}`, day[part]]))
  const rows = model._default_manager.filter({ ...wanted, [name]: instance[name] })
  return others(instance, rows).exists()
}

/** `Title must be unique for Pub date month.` */
function dateError(instance: Instance, [, lookup, name, of]: DateCheck): ValidationError {
  const opts = instance._meta
  const field = opts.get_field(name)
  return new ValidationError(field.error_messages['unique_for_date'], {
    code: 'unique_for_date',
    params: {
      model: instance,
      model_name: capitalized(opts.verbose_name),
      lookup_type: lookup,
      field: name,
      field_label: capitalized(field.verbose_name),
      date_field: of,
      date_field_label: capitalized(opts.get_field(of).verbose_name),
    },
  })
}

const capitalized = (text: unknown) => str(text).charAt(0).toUpperCase() + str(text).slice(1)

/** Without the row of the instance itself. */
function others(instance: Instance, rows: Instance): Instance {
  return !instance._state.adding && instance._is_pk_set() ? rows.exclude({ pk: instance.pk }) : rows
}

function isTaken(model: ModelClass, instance: Instance, check: readonly string[]): boolean {
  const lookup: Record<string, unknown> = {}
  for (const name of check) {
    const field = instance._meta.get_field(name)
    const value = instance[field.attname]
    // null equals nothing, and an own key that is not new will be found
    if (value === null || isExpression(value)) return false
    const isKey = field.primary_key || model._meta.pk_fields.includes(field)
    if (isKey && !instance._state.adding) continue
    lookup[field.name] = value
  }
  if (Object.keys(lookup).length !== check.length) return false
  return others(instance, model._default_manager.filter(lookup)).exists()
}

/** `Category with this Slug already exists.` */
export function uniqueError(
  model_class: any,
  check: readonly string[],
  instance: any,
): ValidationError {
  const opts = model_class._meta
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

export function validate_constraints(instance: Instance, exclude: Set<string>): void {
  let errors: Errors = new Map()
  for (const model of classesOf(instance)) {
    for (const constraint of model._meta.constraints) {
      try {
        constraint.validate(model, instance, exclude)
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error
        const [field, second] = constraint.fields ?? []
        if (error.code === 'unique' && field !== undefined && second === undefined)
          errors.set(field, [...(errors.get(field) ?? []), ...(error.error_list ?? [])])
        else errors = error.update_error_dict(errors)
      }
    }
  }
  if (errors.size > 0) throw new ValidationError(errors)
}
