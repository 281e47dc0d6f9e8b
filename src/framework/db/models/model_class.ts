/**
 * What Python's metaclass does: reads a class's fields, Meta and managers, gives it a key, exceptions and accessors,
 * and registers it. Runs once for each class, when the runtime registers it or on first use.
 *
 * Django: ModelBase in django/db/models/base.py
 */
import { class_name } from '../../../base/python/class_name.ts'
import { RuntimeError, TypeError } from '../../../base/python/exceptions.ts'
import { FieldError, MultipleObjectsReturned, ObjectDoesNotExist } from '../../core/exceptions.ts'
import { late } from './late.ts'
import { BaseManager, Manager } from './manager.ts'
import { Options } from './options.ts'
import { class_prepared } from './signals.ts'

const prepared = new WeakMap<object, Options>()

/** @param app_label  null: from Meta, or there is none */
export function prepareModel(cls: any, app_label: string | null, module = ''): Options {
  const known = prepared.get(cls)
  if (known !== undefined) return known
  if (cls === late.Model) throw new RuntimeError('Model itself is no model: extend it.')
  const parent = Object.getPrototypeOf(cls)
  if (parent !== late.Model && typeof parent === 'function') prepareModel(parent, app_label, module)
  const opts = new Options(readMeta(cls))
  const label = opts.declared('app_label') ?? app_label
  const abstract = opts.declared('abstract') === true
  if (label === null && !abstract) {
    throw new RuntimeError(
      `Model class ${module ? `${module}.` : ''}${class_name(cls)} doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS.`,
    )
  }
  prepared.set(cls, opts)
  Object.defineProperty(cls, '_meta', { value: opts, configurable: true })
  Object.defineProperty(cls.prototype, '_meta', { value: opts, configurable: true })
  opts.contribute_to_class(cls, label, module)
  addExceptions(cls, parent)
  inherit(cls, parent, opts)
  addOwn(cls, opts)
  if (abstract) return opts
  if (opts.proxy) opts.setup_proxy(opts.proxy_for_model)
  opts.prepare(cls)
  // a manager of an abstract parent must know this model
  for (const manager of opts.managers) {
    if (!Object.hasOwn(cls, manager.name))
      Object.defineProperty(cls, manager.name, {
        value: manager,
        configurable: true,
        writable: true,
      })
  }
  if (opts.managers.length === 0) {
    const manager = new Manager()
    manager.contribute_to_class(cls, 'objects')
  }
  opts.apps.addModel(cls)
  class_prepared.send(cls)
  return opts
}

/** The class's own Meta, with the ordering and latest-by of an abstract parent. */
function readMeta(cls: any): Record<string, unknown> {
  const own = Object.hasOwn(cls, 'Meta') ? cls.Meta : null
  const parent = Object.getPrototypeOf(cls)
  const above = parent === late.Model ? null : (prepared.get(parent) ?? null)
  const inherited: Record<string, unknown> = {}
  if (above !== null) {
    if (above.abstract && own === null)
      Object.assign(inherited, above.declaredMeta, { abstract: false })
    else {
      if (above.ordering.length > 0) inherited['ordering'] = above.ordering
      if (above.get_latest_by !== null) inherited['get_latest_by'] = above.get_latest_by
    }
  }
  if (own === null) return inherited
  // Meta may be an object or a class with static properties, which may extend its parent's Meta
  const values: Record<string, unknown> = { ...inherited }
  for (const name of Options.names) if (own[name] !== undefined) values[name] = own[name]
  if (typeof own === 'function' && !Object.hasOwn(own, 'abstract')) delete values['abstract']
  const unknown = Object.keys(own).filter(
    (name) => !Options.names.includes(name) && !name.startsWith('_'),
  )
  if (unknown.length > 0)
    throw new TypeError(`'class Meta' got invalid attribute(s): ${unknown.join(',')}`)
  return values
}

function addExceptions(cls: any, parent: any): void {
  for (const [name, base] of [
    ['DoesNotExist', ObjectDoesNotExist],
    ['MultipleObjectsReturned', MultipleObjectsReturned],
  ] as const) {
    const above: any = parent === late.Model || prepared.get(parent)?.abstract ? base : parent[name]
    const exception = class extends above {}
    Object.defineProperty(exception, '__name__', { value: name })
    Object.defineProperty(exception, '__qualname__', { value: `${class_name(cls)}.${name}` })
    Object.defineProperty(cls, name, { value: exception, configurable: true, writable: true })
  }
}

/** Fields of abstract parents are copied; a concrete parent is linked by a key of its own. */
function inherit(cls: any, parent: any, opts: Options): void {
  const above = parent === late.Model ? undefined : prepared.get(parent)
  if (above === undefined) return
  if (!above.abstract) {
    if (!opts.proxy)
      throw new RuntimeError(
        `${class_name(cls)} extends ${class_name(parent)}: multi-table inheritance is not there yet.`,
      )
    opts.proxy_for_model = parent
    opts.concrete_model = above.concrete_model
    opts.parents.set(parent, null)
    return
  }
  for (const field of [...above.local_fields, ...above.local_many_to_many]) {
    if (Object.hasOwn(cls, field.name)) continue
    field.clone().contribute_to_class(cls, field.name)
  }
}

function addOwn(cls: any, opts: Options): void {
  if (!opts.proxy) opts.concrete_model = cls
  for (const name of Object.getOwnPropertyNames(cls)) {
    if (name === '_meta') continue
    const descriptor = Object.getOwnPropertyDescriptor(cls, name)!
    const value: any = descriptor.value
    if (typeof value?.contribute_to_class !== 'function') continue
    if (value instanceof BaseManager) value.contribute_to_class(cls, name)
    else {
      if (name === 'pk' || name.endsWith('_') || name.includes('__'))
        throw new FieldError(`'${name}' cannot be used as a field name.`)
      value.contribute_to_class(cls, name)
    }
  }
}
