/**
 * Which fields a form's class has: what Python's metaclass collects when the class is made is collected here when it is
 * first used.
 *
 * Django: django/forms/forms.py (DeclarativeFieldsMetaclass)
 */
import { linksOf } from '../../base/python/mixin.ts'
import { Field } from './fields/base.ts'

export type Fields = Record<string, Field>

/** What a form class declared and inherited, by class. */
const declaredFields = new WeakMap<object, Fields>()

/** Declared fields of a class and its bases, the bases' first; `static title = null` takes an inherited one away. */
export function declaredFieldsOf(cls: object): Fields {
  const known = declaredFields.get(cls)
  if (known) return known
  const fields: Fields = {}
  for (const link of [...linksOf(cls)].reverse()) {
    const attributes = Object.entries(link) as [string, unknown][]
    // not in the order of the properties: a class has its `name` before anything else
    const own = attributes.filter((pair): pair is [string, Field] => pair[1] instanceof Field)
    own.sort(([, a], [, b]) => a.creation_counter - b.creation_counter)
    for (const [name, field] of own) fields[name] = field
    for (const [name, value] of attributes) if (value === null) delete fields[name]
  }
  declaredFields.set(cls, fields)
  return fields
}
