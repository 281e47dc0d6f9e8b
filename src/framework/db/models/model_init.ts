/**
 * Filling a new instance: from arguments, as a learner writes them, or from a row.
 *
 * Django: Model.__init__ and from_db in django/db/models/base.py
 */
import { class_name } from '../../../base/python/class_name.ts'
import { IndexError, TypeError } from '../../../base/python/exceptions.ts'
import { FieldDoesNotExist } from '../../core/exceptions.ts'
import type { AnyField } from './declared.ts'
import { checkReadable } from './fields/generated.ts'
import { post_init, pre_init } from './signals.ts'

/** A row on its way into an instance; values in the order of `names`. */
export class LoadedRow {
  constructor(
    readonly names: readonly string[],
    readonly values: readonly any[],
  ) {}
}

export function loadRow(instance: any, { names, values }: LoadedRow): void {
  const meta = instance._meta
  for (let i = 0; i < names.length; i += 1) instance[names[i]!] = values[i]
  if (names.length !== meta.concrete_fields.length) {
    for (const field of meta.concrete_fields)
      if (!names.includes(field.attname)) defer(instance, field)
  }
  announce(instance)
}

/** The value comes from the database the first time it is read. */
function defer(instance: any, field: AnyField): void {
  const { attname } = field
  Object.defineProperty(instance, attname, {
    configurable: true,
    enumerable: true,
    get() {
      checkReadable(instance, field)
      instance.refresh_from_db({ fields: [attname] })
      return instance[attname]
    },
    set(value: unknown) {
      // the class may have an accessor of its own for this field (files do)
      delete instance[attname]
      instance[attname] = value
    },
  })
}

export function setFields(instance: any, args: any[], kwargs: Record<string, any>): void {
  const cls = instance.constructor
  const meta = instance._meta
  if (pre_init.has_listeners(cls)) pre_init.send(cls, { args, kwargs })
  if (meta.abstract) throw new TypeError('Abstract models cannot be instantiated.')
  // a composite key is none of them: it is set last, by its own name
  const fields: any[] = meta.concrete_fields
  if (args.length > fields.length) throw new IndexError('Number of args exceeds number of fields')
  const left = { ...kwargs }
  fields.forEach((field: any, i: number) => {
    if (i < args.length) {
      if (field.name in kwargs) {
        throw new TypeError(
          `${class_name(cls)}() got both positional and keyword arguments for field '${field.name}'.`,
        )
      }
      instance[field.attname] = args[i]
      return
    }
    if (field.is_relation && field.name in left) {
      const related = left[field.name]
      delete left[field.name]
      // null, too: the key is null then
      instance[field.attname] = null
      instance[field.name] = related ?? null
      return
    }
    if (field.attname in left) {
      instance[field.attname] = left[field.attname] ?? null
      delete left[field.attname]
    } else if (field.generated) defer(instance, field)
    else instance[field.attname] = field.get_default()
  })
  const unexpected: string[] = []
  for (const [name, value] of Object.entries(left)) {
    // properties with a setter, pk among them, and relations may be given too
    if (hasSetter(instance, name) || isField(meta, name)) instance[name] = value
    else unexpected.push(`'${name}'`)
  }
  if (unexpected.length > 0) {
    throw new TypeError(
      `${class_name(cls)}() got unexpected keyword arguments: ${unexpected.join(', ')}`,
    )
  }
  announce(instance)
}

function isField(meta: any, name: string): boolean {
  try {
    meta.get_field(name)
    return true
  } catch (error) {
    if (error instanceof FieldDoesNotExist) return false
    throw error
  }
}

function hasSetter(instance: any, name: string): boolean {
  for (
    let link = Object.getPrototypeOf(instance);
    link !== null;
    link = Object.getPrototypeOf(link)
  ) {
    const descriptor = Object.getOwnPropertyDescriptor(link, name)
    if (descriptor !== undefined) return descriptor.set !== undefined
  }
  return false
}

function announce(instance: any): void {
  if (post_init.has_listeners(instance.constructor))
    post_init.send(instance.constructor, { instance })
}
