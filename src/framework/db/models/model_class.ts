/**
 * What Python's metaclass does: reads a class's fields, Meta and managers, gives it a key, exceptions and accessors,
 * and registers it. Runs once for each class, when the runtime registers it or on first use.
 *
 * Django: ModelBase in django/db/models/base.py
 */
import { class_name } from '../../../base/python/class_name.ts'
import { RuntimeError } from '../../../base/python/exceptions.ts'
import { FieldError, MultipleObjectsReturned, ObjectDoesNotExist } from '../../core/exceptions.ts'
import { CompositePrimaryKey } from './fields/composite.ts'
import { late } from './late.ts'
import { BaseManager, Manager } from './manager.ts'
import { inherit, proxiedModel, readMeta } from './model_parents.ts'
import { Options } from './options.ts'
import { prepareOrder } from './order_wrt.ts'
import { class_prepared } from './signals.ts'
import type { ModelClass } from './declared.ts'

const prepared = new WeakMap<object, Options>()

/** @param app_label  null: from Meta, or there is none */
export function prepareModel(cls: ModelClass, app_label: string | null, module = ''): Options {
  const known = prepared.get(cls)
  if (known !== undefined) return known
  if (cls === late.Model) throw new RuntimeError('Model itself is no model: extend it.')
  const parent = Object.getPrototypeOf(cls)
  if (parent !== late.Model && typeof parent === 'function') prepareModel(parent, app_label, module)
  const above = parent === late.Model ? null : (prepared.get(parent) ?? null)
  const opts = new Options(readMeta(cls, above))
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
  if (opts.proxy) opts.setup_proxy(proxiedModel(cls, above))
  addOwn(cls, opts)
  if (above !== null) inherit(cls, above)
  if (abstract) return opts
  opts.prepare(cls)
  prepareOrder(cls)
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

function addExceptions(cls: ModelClass, parent: ModelClass): void {
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

function addOwn(cls: ModelClass, opts: Options): void {
  if (!opts.proxy) opts.concrete_model = cls
  for (const name of Object.getOwnPropertyNames(cls)) {
    if (name === '_meta') continue
    const descriptor = Object.getOwnPropertyDescriptor(cls, name)!
    const value: any = descriptor.value
    if (typeof value?.contribute_to_class !== 'function') continue
    if (value instanceof BaseManager) value.contribute_to_class(cls, name)
    else {
      checkFieldName(name, value instanceof CompositePrimaryKey)
      if (opts.proxy)
        throw new FieldError(`Proxy model '${opts.object_name}' contains model fields.`)
      value.contribute_to_class(cls, name)
    }
  }
}

/** @throws {FieldError} what Django's system checks say of such a name */
function checkFieldName(name: string, isComposite: boolean): void {
  if (isComposite && name !== 'pk')
    throw new FieldError("'CompositePrimaryKey' must be named 'pk'.")
  if (name === 'pk' && !isComposite)
    throw new FieldError("'pk' is a reserved word that cannot be used as a field name.")
  if (name.endsWith('_')) throw new FieldError('Field names must not end with an underscore.')
  if (name.includes('__')) throw new FieldError('Field names must not contain "__".')
}
