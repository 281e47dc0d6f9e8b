/**
 * Deleting with everything that hangs on it. Rows to delete are collected first, model by model; then updates
 * (SET_NULL), then deletes in an order that breaks no key. A model on which nothing hangs is one fast DELETE.
 *
 * Django: django/db/models/deletion.py, ref/models/fields#django.db.models.ForeignKey.on_delete
 */
import { class_name } from '../../../base/python/class_name.ts'
import { lt, repr } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { atomic, mark_for_rollback_on_error } from '../transaction.ts'
import { IntegrityError } from '../utils.ts'
import { identityOf } from './identity.ts'
import { late } from './late.ts'
import { Q } from './query_utils.ts'
import { post_delete, pre_delete } from './signals.ts'
import { DeleteQuery, UpdateQuery } from './sql/subqueries.ts'
import type { AnyField, AnyOptions, ModelClass, Instance } from './declared.ts'

const GET_ITERATOR_CHUNK_SIZE = 100

export class ProtectedError extends IntegrityError {
  constructor(
    message: string,
    readonly protected_objects: Set<any>,
  ) {
    super(message, protected_objects)
  }
  override __str__(): string {
    return `(${repr(this.args[0])}, ${repr(this.args[1])})`
  }
}

export class RestrictedError extends IntegrityError {
  constructor(
    message: string,
    readonly restricted_objects: Set<any>,
  ) {
    super(message, restricted_objects)
  }
  override __str__(): string {
    return `(${repr(this.args[0])}, ${repr(this.args[1])})`
  }
}

type OnDelete = {
  (collector: Collector, field: AnyField, sub_objs: any, using: string): void
  /** The rows need not be read: one UPDATE does it. */
  lazy_sub_objs?: boolean
}

export const CASCADE: OnDelete = (collector, field, sub_objs) => {
  collector.collect(sub_objs, {
    source: field.remote_field.model,
    nullable: field.null,
    fail_on_restricted: false,
  })
}

export const PROTECT: OnDelete = (_collector, field, sub_objs) => {
  const [first] = sub_objs
  throw new ProtectedError(
    `Cannot delete some instances of model '${class_name(field.remote_field.model)}' because they are referenced through a protected foreign key: '${class_name(first.constructor)}.${field.name}'`,
    new Set(sub_objs),
  )
}

export const RESTRICT: OnDelete = (collector, field, sub_objs) => {
  collector.add_restricted_objects(field, sub_objs)
  collector.add_dependency(field.remote_field.model, field.model)
}

export function SET(value: unknown): OnDelete {
  const on_delete: OnDelete = (collector, field, sub_objs) => {
    collector.add_field_update(field, typeof value === 'function' ? value() : value, sub_objs)
  }
  on_delete.lazy_sub_objs = true
  return on_delete
}

export const SET_NULL: OnDelete = (collector, field, sub_objs) => {
  collector.add_field_update(field, null, sub_objs)
}
SET_NULL.lazy_sub_objs = true

export const SET_DEFAULT: OnDelete = (collector, field, sub_objs) => {
  collector.add_field_update(field, field.get_default(), sub_objs)
}

export const DO_NOTHING: OnDelete = () => {}

interface CollectOptions {
  source?: AnyField
  nullable?: boolean
  collect_related?: boolean
  reverse_dependency?: boolean
  keep_parents?: boolean
  fail_on_restricted?: boolean
}

export class Collector {
  /** Model → its instances, each once. */
  private data = new Map<any, Map<string, any>>()
  private field_updates: { field: AnyField; value: unknown; objs: any }[] = []
  private fast_deletes: any[] = []
  private dependencies = new Map<any, Set<any>>()
  private restricted = new Map<any, Map<any, Map<string, any>>>()

  constructor(
    readonly using = 'default',
    readonly origin: any = null,
  ) {}

  /** @returns the objects that were not known yet */
  add(objs: any[], source: AnyField = null, nullable = false, reverse_dependency = false): any[] {
    if (objs.length === 0) return []
    const model = objs[0].constructor
    const instances = this.data.get(model) ?? new Map<string, any>()
    this.data.set(model, instances)
    const fresh = objs.filter((obj) => !instances.has(identityOf(obj.pk)))
    for (const obj of fresh) instances.set(identityOf(obj.pk), obj)
    if (source !== null && !nullable) this.add_dependency(source, model, reverse_dependency)
    return fresh
  }

  add_dependency(model: ModelClass, dependency: any, reverse = false): void {
    const [first, second] = reverse ? [dependency, model] : [model, dependency]
    const before = first._meta.concrete_model
    const known = this.dependencies.get(before) ?? new Set()
    this.dependencies.set(before, known.add(second._meta.concrete_model))
    if (!this.data.has(second)) this.data.set(second, this.data.get(second) ?? new Map())
  }

  add_field_update(field: AnyField, value: unknown, objs: any): void {
    this.field_updates.push({ field, value, objs })
  }

  add_restricted_objects(field: AnyField, objs: any): void {
    const [first] = objs
    if (first === undefined) return
    const by_field = this.restricted.get(first.constructor) ?? new Map()
    this.restricted.set(first.constructor, by_field)
    const known = by_field.get(field) ?? new Map()
    by_field.set(field, known)
    for (const obj of objs) known.set(identityOf(obj.pk), obj)
  }

  /** Nobody listens and nothing hangs on it: the rows need not be read. */
  can_fast_delete(objs: any, from_field: any = null): boolean {
    if (from_field !== null && from_field.remote_field.on_delete !== CASCADE) return false
    let model
    if (objs instanceof late.Model) model = objs.constructor
    else if (objs instanceof late.QuerySet) model = objs.model
    else return false
    if (pre_delete.has_listeners(model) || post_delete.has_listeners(model)) return false
    const opts = model._meta
    return (
      [...opts.concrete_model._meta.parents.values()].every((link) => link === from_field) &&
      candidateRelations(opts).every((rel) => rel.field.remote_field.on_delete === DO_NOTHING) &&
      !opts.private_fields.some((field: AnyField) => 'bulk_related_objects' in field)
    )
  }

  collect(objs: any, options: CollectOptions = {}): void {
    const { source = null, nullable = false, collect_related = true } = options
    const { reverse_dependency = false, keep_parents = false, fail_on_restricted = true } = options
    if (this.can_fast_delete(objs)) {
      this.fast_deletes.push(objs)
      return
    }
    const fresh = this.add([...objs], source, nullable, reverse_dependency)
    if (fresh.length === 0) return
    const model = fresh[0].constructor
    if (!keep_parents) {
      for (const link of model._meta.concrete_model._meta.parents.values()) {
        if (link === null) continue
        this.collect(
          fresh.map((obj) => obj[link.name]),
          {
            source: model,
            collect_related: false,
            reverse_dependency: true,
            fail_on_restricted: false,
          },
        )
      }
    }
    if (!collect_related) return
    const fast = new Map<any, any[]>()
    const protectedBy = new Map<string, any[]>()
    const protectedObjects = new Set<any>()
    for (const related of candidateRelations(model._meta)) {
      // the parent's row stays, and so does what points to it
      if (keep_parents && model._meta.all_parents.includes(related.model)) continue
      const { field } = related
      const { on_delete } = field.remote_field
      if (on_delete === DO_NOTHING) continue
      const related_model = related.related_model
      if (this.can_fast_delete_related(related_model, field)) {
        fast.set(related_model, [...(fast.get(related_model) ?? []), field])
        continue
      }
      for (const batch of chunks(fresh, GET_ITERATOR_CHUNK_SIZE)) {
        let sub_objs = this.related_objects(related_model, [field], batch)
        if (!(
          on_delete.lazy_sub_objs ||
          pre_delete.has_listeners(related_model) ||
          post_delete.has_listeners(related_model)
        )) {
          // a cascade needs keys only: what nobody reads is not fetched
          const referenced = new Set<string>(
            candidateRelations(related_model._meta).flatMap((rel) =>
              rel.field.foreign_related_fields.map((target: any) => target.attname),
            ),
          )
          sub_objs = sub_objs.only(...referenced)
        }
        if (on_delete.lazy_sub_objs || sub_objs.__bool__()) {
          try {
            on_delete(this, field, sub_objs, this.using)
          } catch (error) {
            if (!(error instanceof ProtectedError)) throw error
            const key = `'${class_name(related_model)}.${field.name}'`
            protectedBy.set(key, [...error.protected_objects])
            for (const obj of error.protected_objects) protectedObjects.add(obj)
          }
        }
      }
    }
    if (protectedBy.size > 0) {
      throw new ProtectedError(
        `Cannot delete some instances of model '${class_name(model)}' because they are referenced through protected foreign keys: ${[...protectedBy.keys()].join(', ')}.`,
        protectedObjects,
      )
    }
    for (const [related_model, fields] of fast) {
      for (const batch of chunks(fresh, GET_ITERATOR_CHUNK_SIZE))
        this.fast_deletes.push(this.related_objects(related_model, fields, batch))
    }
    for (const field of model._meta.private_fields) {
      if (typeof field.bulk_related_objects !== 'function') continue
      const sub_objs = field.bulk_related_objects(fresh)
      this.collect(sub_objs, { source: model, nullable: true, fail_on_restricted: false })
    }
    if (fail_on_restricted) this.checkRestricted(model)
  }

  private can_fast_delete_related(model: ModelClass, field: AnyField): boolean {
    return this.can_fast_delete(model._base_manager.all(), field)
  }

  /** Rows that a single statement deletes are not read: of those that must not go, it is asked which are among them. */
  private forgetFastDeleted(): void {
    for (const rows of this.fast_deletes) {
      const by_field = this.restricted.get(rows.model)
      if (by_field === undefined || rows instanceof late.Model) continue
      const pk__in = [...by_field.values()].flatMap((objs) =>
        [...objs.values()].map((obj) => obj.pk),
      )
      const gone = [...rows.filter({ pk__in })].map((obj: Instance) => identityOf(obj.pk))
      for (const objs of by_field.values()) for (const key of gone) objs.delete(key)
    }
  }

  private checkRestricted(model: ModelClass): void {
    this.forgetFastDeleted()
    const blocked = new Map<string, any[]>()
    for (const [related_model, by_field] of this.restricted) {
      for (const [field, objs] of by_field) {
        const left = [...objs].filter(([key]) => !this.data.get(related_model)?.has(key))
        if (left.length > 0)
          blocked.set(
            `'${class_name(related_model)}.${field.name}'`,
            left.map(([, obj]) => obj),
          )
      }
    }
    if (blocked.size === 0) return
    throw new RestrictedError(
      `Cannot delete some instances of model '${class_name(model)}' because they are referenced through restricted foreign keys: ${[...blocked.keys()].join(', ')}.`,
      new Set([...blocked.values()].flat()),
    )
  }

  related_objects(related_model: ModelClass, fields: any[], objs: any[]): any {
    const condition = fields
      .map((field) => new Q({ [`${field.name}__in`]: objs }))
      .reduce((all, one) => all.or(one))
    return related_model._base_manager.filter(condition)
  }

  /** Models in an order in which their rows can go. */
  private sorted(): any[] {
    const models = [...this.data.keys()]
    const done: any[] = []
    const concrete = new Set<any>()
    while (done.length < models.length) {
      const ready = models.find((model) => {
        if (done.includes(model)) return false
        const needs = this.dependencies.get(model._meta.concrete_model) ?? new Set()
        return [...needs].every(
          (other) => concrete.has(other) || other === model._meta.concrete_model,
        )
      })
      // a circle: any order will do, keys are checked at the end of the transaction
      if (ready === undefined) return models
      done.push(ready)
      concrete.add(ready._meta.concrete_model)
    }
    return done
  }

  /** @returns (how many rows in all, how many by model label) */
  delete(): Tuple {
    const counts = new Map<string, number>()
    const count = (model: ModelClass, n: number) =>
      counts.set(model._meta.label, (counts.get(model._meta.label) ?? 0) + n)
    const models = this.sorted()
    for (const model of models) {
      const instances = [...this.data.get(model)!.values()].sort((a, b) =>
        lt(a.pk, b.pk) ? -1 : 1,
      )
      this.data.set(model, new Map(instances.map((obj) => [identityOf(obj.pk), obj])))
    }
    // one row on which nothing hangs
    const single = this.data.size === 1 ? [...this.data.values()][0]! : null
    if (single?.size === 1) {
      const [instance] = single.values()
      if (this.can_fast_delete(instance)) {
        const n = mark_for_rollback_on_error(() =>
          new DeleteQuery(instance.constructor).delete_batch([instance.pk]),
        )
        instance[instance._meta.pk.attname] = null
        count(instance.constructor, n)
        return summary(counts)
      }
    }
    atomic({ savepoint: false }).run(() => {
      this.sendAll(pre_delete)
      for (const queryset of this.fast_deletes) {
        const n = queryset instanceof late.Model ? queryset.delete()[0] : queryset._raw_delete()
        if (n > 0) count(queryset.model ?? queryset.constructor, n)
      }
      this.runUpdates()
      for (const model of models) {
        const instances = [...this.data.get(model)!.values()].reverse()
        if (instances.length === 0) continue
        const n = new DeleteQuery(model).delete_batch(instances.map((obj) => obj.pk))
        if (n > 0) count(model, n)
        if (!model._meta.auto_created) {
          for (const obj of instances)
            post_delete.send(model, { instance: obj, using: this.using, origin: this.origin })
        }
      }
    })
    for (const { field, value, objs } of this.field_updates)
      if (Array.isArray(objs)) for (const obj of objs) obj[field.attname] = value
    for (const [model, instances] of this.data)
      for (const obj of instances.values()) obj[model._meta.pk.attname] = null
    return summary(counts)
  }

  private sendAll(signal: any): void {
    for (const [model, instances] of this.data) {
      if (model._meta.auto_created) continue
      for (const obj of instances.values())
        signal.send(model, { instance: obj, using: this.using, origin: this.origin })
    }
  }

  /** Updates of the same field to the same value are one statement. */
  private runUpdates(): void {
    const groups = new Map<string, { field: AnyField; value: unknown; updates: any[] }>()
    for (const { field, value, objs } of this.field_updates) {
      const key = `${identityOf(field)} ${identityOf(value)}`
      const group = groups.get(key) ?? { field, value, updates: [] }
      groups.set(key, group)
      group.updates.push(objs)
    }
    for (const { field, value, updates } of groups.values()) {
      const querysets = updates.filter(
        (objs) => objs instanceof late.QuerySet && objs._result_cache === null,
      )
      if (querysets.length > 0)
        querysets.reduce((all, one) => all.or(one)).update({ [field.name]: value })
      const objs = updates.filter((item) => !querysets.includes(item)).flatMap((item) => [...item])
      if (objs.length > 0) {
        const query = new UpdateQuery(objs[0].constructor)
        query.update_batch(
          objs.map((obj) => obj.pk),
          { [field.name]: value },
        )
      }
    }
  }
}

/** Relations over which deletion spreads: keys that point here. */
function candidateRelations(opts: AnyOptions): any[] {
  return opts.related_objects_with_hidden.filter(
    (rel: AnyField) => rel.one_to_one || rel.one_to_many,
  )
}

function* chunks<T>(items: T[], size: number): Generator<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size)
}

function summary(counts: Map<string, number>): Tuple {
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
  return new Tuple<unknown>(total, Object.fromEntries(counts))
}

late.CASCADE = CASCADE
