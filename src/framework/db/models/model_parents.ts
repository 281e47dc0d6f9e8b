/**
 * What a model takes from the model it extends. Of an abstract one: copies of its fields, and its Meta where it has none
 * of its own. Of a concrete one: nothing is copied; the child's table holds its own columns alone and a key, its parent
 * link, to the row of the parent's table that holds the rest.
 *
 * Django: ModelBase in django/db/models/base.py, topics/db/models#model-inheritance
 */
import { class_name } from '../../../base/python/class_name.ts'
import { TypeError } from '../../../base/python/exceptions.ts'
import { mixinOf } from '../../../base/python/mixin.ts'
import { repr } from '../../../base/python/protocols.ts'
import { FieldError } from '../../core/exceptions.ts'
import { resolveRelation } from './fields/related_field.ts'
import { late } from './late.ts'
import { Options } from './options.ts'
import type { AnyField, ModelClass } from './declared.ts'

/**
 * The class's own Meta, else that of the nearest abstract model above.
 * @param above  of the model that it extends; null: none
 */
export function readMeta(cls: ModelClass, above: Options | null): Record<string, unknown> {
  const own = Object.hasOwn(cls, 'Meta') ? cls.Meta : null
  const values: Record<string, unknown> = {}
  if (above !== null && !above.abstract) {
    if (above.ordering.length > 0) values['ordering'] = above.ordering
    if (above.get_latest_by !== null) values['get_latest_by'] = above.get_latest_by
  }
  if (own === null) {
    Object.assign(values, nearestAbstractMeta(cls), { abstract: false })
    // a mixin of fields is no table
    if (mixinOf(cls) !== null) values['abstract'] = true
    return values
  }
  // Meta may be an object or a class with static properties, which may extend its parent's Meta
  for (const name of Options.names) if (own[name] !== undefined) values[name] = own[name]
  if (typeof own === 'function' && !Object.hasOwn(own, 'abstract')) delete values['abstract']
  const unknown = Object.keys(own).filter(
    (name) => !Options.names.includes(name) && !name.startsWith('_'),
  )
  if (unknown.length > 0)
    throw new TypeError(`'class Meta' got invalid attribute(s): ${unknown.join(',')}`)
  return values
}

function nearestAbstractMeta(cls: ModelClass): Readonly<Record<string, unknown>> {
  for (
    let link = Object.getPrototypeOf(cls);
    link !== late.Model;
    link = Object.getPrototypeOf(link)
  ) {
    if (link._meta.abstract && Object.hasOwn(link, 'Meta')) return link._meta.declaredMeta
  }
  return {}
}

/** The model whose table a proxy uses. @throws {TypeError} it has none, or would need columns of its own */
export function proxiedModel(cls: ModelClass, above: Options | null): any {
  let found = above
  while (found?.abstract === true) {
    if (found.fields.length > 0) {
      throw new TypeError(
        `Abstract base class containing model fields not permitted for proxy model '${class_name(cls)}'.`,
      )
    }
    const parent = Object.getPrototypeOf(found.model)
    found = parent === late.Model ? null : parent._meta
  }
  if (found === null) {
    throw new TypeError(`Proxy model '${class_name(cls)}' has no non-abstract model base class.`)
  }
  return found.model
}

/** Joins a model, whose own fields are known, to the one that it extends. */
export function inherit(cls: ModelClass, above: Options): void {
  if (above.abstract) copyFields(cls, above)
  else linkTo(cls, above)
}

const ownFields = (opts: Options) => [
  ...opts.local_fields,
  ...opts.local_many_to_many,
  ...opts.private_fields,
]
const ownNames = (opts: Options) =>
  new Set<string>(ownFields(opts).map((field: AnyField) => field.name))

function copyFields(cls: ModelClass, above: Options): void {
  const opts: Options = cls._meta
  const names = ownNames(opts)
  const parents = new Map(above.parents)
  for (const field of ownFields(above)) {
    // `title = null` in the child leaves the field out
    if (names.has(field.name) || Object.hasOwn(cls, field.name)) continue
    const copy = field.clone()
    copy.contribute_to_class(cls, field.name)
    for (const [parent, link] of parents) if (link === field) parents.set(parent, copy)
  }
  for (const [parent, link] of parents) opts.parents.set(parent, link)
}

function linkTo(cls: ModelClass, above: Options): void {
  const opts: Options = cls._meta
  const names = ownNames(opts)
  const base = above.model
  for (const field of ownFields(above)) {
    if (names.has(field.name)) {
      throw new FieldError(
        `Local field ${repr(field.name)} in class ${repr(class_name(cls))} clashes with field of the same name from base class ${repr(class_name(base))}.`,
      )
    }
  }
  // what has no column is made anew for the child's own class
  for (const field of above.private_fields) {
    if (Object.hasOwn(cls, field.name)) continue
    const copy = field.clone()
    copy.mti_inherited = true
    copy.contribute_to_class(cls, field.name)
  }
  const parent = above.concrete_model
  opts.parents.set(
    parent,
    opts.proxy ? null : (declaredLink(cls, parent) ?? newLink(cls, parent, names)),
  )
}

/** `parent_link: true` on a key of one's own. */
function declaredLink(cls: ModelClass, parent: ModelClass): any {
  const label = parent._meta.label_lower
  return cls._meta.local_fields.find((field: AnyField) => {
    if (field.one_to_one !== true || field.remote_field.parent_link !== true) return false
    const target = resolveRelation(cls, field.remote_field.model)
    return target === parent || (typeof target === 'string' && target.toLowerCase() === label)
  })
}

function newLink(cls: ModelClass, parent: ModelClass, names: ReadonlySet<string>): any {
  const name = `${parent._meta.model_name}_ptr`
  if (names.has(name)) {
    throw new FieldError(
      `Auto-generated field '${name}' in class ${repr(class_name(cls))} for parent_link to base class ${repr(class_name(parent))} clashes with declared field of the same name.`,
    )
  }
  const link = new late.OneToOneField(parent, {
    on_delete: late.CASCADE,
    name,
    auto_created: true,
    parent_link: true,
  })
  link.contribute_to_class(cls, name)
  return link
}
