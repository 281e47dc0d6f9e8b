/**
 * Saves what fixtures hold, in their order. Objects of a model whose table has no rows go in together, with the rows
 * between models after them: there is nothing to look for first, as `save()` and `set()` do for each. Signals want
 * object by object.
 *
 * Django: the loaddata command saves object by object always
 */
import { insert } from '../../db/models/bulk.ts'
import type { AnyField, ModelClass } from '../../db/models/declared.ts'
import { m2m_changed, post_save, pre_save } from '../../db/models/signals.ts'
import { connection } from '../../db/connection.ts'
import type { DeserializedObject } from './fixtures.ts'

export function saveAll(items: readonly DeserializedObject[]): void {
  for (let from = 0; from < items.length;) {
    const model = modelOf(items[from]!)
    let to = from + 1
    while (to < items.length && modelOf(items[to]!) === model) to += 1
    const group = items.slice(from, to)
    if (canGoTogether(model, group)) insertTogether(model, group)
    else for (const item of group) item.save()
    from = to
  }
}

function modelOf({ object }: DeserializedObject): ModelClass {
  return object.constructor
}

function canGoTogether(model: ModelClass, group: readonly DeserializedObject[]): boolean {
  const meta = model._meta
  const isHeard =
    pre_save.has_listeners(model) ||
    post_save.has_listeners(model) ||
    meta.local_many_to_many.some((field: AnyField) =>
      m2m_changed.has_listeners(field.remote_field.through),
    )
  if (isHeard || meta.proxy || meta.all_parents.length > 0) return false
  const keys = group.map(({ object }) => object[meta.pk.attname] as unknown)
  if (meta.is_composite_pk || keys.includes(null) || new Set(keys).size < keys.length) return false
  return !model._base_manager.exists()
}

function insertTogether(model: ModelClass, group: readonly DeserializedObject[]): void {
  const meta = model._meta
  const fields = meta.local_concrete_fields.filter((field: AnyField) => !field.generated)
  const size = Math.max(connection.ops.bulk_batch_size(fields.length, group.length), 1)
  const objects = group.map(({ object }) => object)
  for (let i = 0; i < objects.length; i += size)
    insert(model, objects.slice(i, i + size), fields, [], true)
  for (const name of new Set(group.flatMap(({ m2m_data }) => [...m2m_data.keys()]))) {
    const field = meta.get_field(name)
    if (field.remote_field.symmetrical) {
      for (const { object, m2m_data } of group) object[name].set(m2m_data.get(name) ?? [])
    } else {
      const links = group.flatMap(({ object, m2m_data }) =>
        linksOf(object[name] as ManyManager, m2m_data.get(name) ?? []),
      )
      field.remote_field.through._base_manager.bulk_create(links, { ignore_conflicts: true })
    }
  }
}

/** `post.tags`. */
interface ManyManager {
  readonly source_field: { readonly attname: string }
  readonly target_field: { readonly attname: string }
  readonly related_val: unknown
  readonly through: new (values: object) => object
  _target_ids(field: object, keys: readonly unknown[]): unknown[]
}

/** Rows of the table between, not saved. */
function linksOf(manager: ManyManager, keys: readonly unknown[]): object[] {
  const { source_field, target_field, related_val, through: Link } = manager
  return manager
    ._target_ids(target_field, keys)
    .map((id) => new Link({ [source_field.attname]: related_val, [target_field.attname]: id }))
}
