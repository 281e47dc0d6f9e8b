/**
 * `post.tags` and `tag.posts`: the manager of both sides of a many-to-many relation. `add` writes rows of the table
 * between, and only those that are missing; a prefetched list answers until something changes.
 *
 * Django: create_forward_many_to_many_manager in django/db/models/fields/related_descriptors.py, ref/models/relations
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { iterate, repr } from '../../../../base/python/protocols.ts'
import { setOrder } from '../../../../base/python/set_order.ts'
import { inSpan } from '../../../../trace/tracer.ts'
import { atomic } from '../../transaction.ts'
import { splitKwargs } from '../arguments.ts'
import { identityOf } from '../identity.ts'
import { isModel, late } from '../late.ts'
import { Condition, Q } from '../query_utils.ts'
import { m2m_changed } from '../signals.ts'
import { filterPrefetchQueryset, type PrefetchAnswer } from './prefetch.ts'
import { named, nameRelation, remember } from './related_managers.ts'

/** A key whose place in Python's set is known. */
function isSmall(id: unknown): id is number {
  return Number.isInteger(id) && Number(id) >= 0 && Number(id) < 2 ** 31
}

/** `post.tags` and `tag.posts`: both sides of a many-to-many relation. */
export function manyToManyManager(superclass: any, rel: any, reverse: boolean): any {
  const key = reverse ? rel.field : rel
  return remember(key, superclass, () => {
    const field = rel.field
    class ManyRelatedManager extends superclass {
      static __name__ = 'ManyRelatedManager'
      readonly do_not_call_in_templates = true
      declare instance: any

      constructor(instance: any) {
        super()
        const self = this as any
        self.instance = instance
        self.model = reverse ? rel.related_model : rel.model
        self.through = rel.through
        self.reverse = reverse
        self.source_field = reverse ? field.m2m_target : field.m2m_source
        self.target_field = reverse ? field.m2m_source : field.m2m_target
        self.query_field_name = reverse ? field.name : field.related_query_name()
        self.prefetch_cache_name = reverse ? field.related_query_name() : field.name
        self.symmetrical = reverse ? false : rel.symmetrical
        const target = self.source_field.target_field
        self.related_val = instance[target.attname]
        self.core_filters = { [`${self.query_field_name}__${target.name}`]: self.related_val }
        if (self.related_val === null) {
          throw new ValueError(
            `"${repr(instance)}" needs to have a value for field "${target.name}" before this many-to-many relationship can be used.`,
          )
        }
        if (instance.pk === null) {
          throw new ValueError(
            `'${class_name(instance.constructor)}' instance needs to have a primary key value before a many-to-many relationship can be used.`,
          )
        }
      }

      __call__({ manager }: { manager: string }): any {
        return new (manyToManyManager(named((this as any).model, manager), rel, reverse))(
          this.instance,
        )
      }

      _apply_rel_filters(this: any, queryset: any): any {
        queryset._defer_next_filter = true
        const related = queryset
          ._next_is_sticky()
          ._filter_or_exclude(false, [], this.core_filters, 'filter')
        nameRelation(related, this.instance, reverse ? rel.accessor_name : field.name)
        return related
      }

      get_prefetch_cache(this: any): any {
        return this.instance._prefetched_objects_cache?.get(this.prefetch_cache_name) ?? null
      }

      _remove_prefetched_objects(this: any): void {
        this.instance._prefetched_objects_cache?.delete(this.prefetch_cache_name)
      }

      get_queryset(this: any): any {
        return this.get_prefetch_cache() ?? this._apply_rel_filters(super.get_queryset())
      }

      get_prefetch_querysets(
        this: any,
        instances: any[],
        querysets: any[] | null = null,
      ): PrefetchAnswer {
        if (querysets !== null && querysets.length !== 1) {
          throw new ValueError(
            'querysets argument of get_prefetch_querysets() should have a length of 1.',
          )
        }
        const filtered = filterPrefetchQueryset(
          querysets?.[0] ?? super.get_queryset(),
          this.query_field_name,
          instances,
        )
        // the row must say which of the instances it belongs to
        const { source_field } = this
        const alias = `_prefetch_related_val_${source_field.attname}`
        const column = `"${this.through._meta.db_table}"."${source_field.column}"`
        const queryset = filtered.extra({ select: { [alias]: column } })
        return {
          queryset,
          rel_obj_attr: (obj: any) => obj[alias],
          instance_attr: (instance: any) => instance[source_field.target_field.attname],
          single: false,
          cache_name: this.prefetch_cache_name,
          store: null,
        }
      }

      /** The rows of the table between alone can be counted where nothing else is asked for. */
      _constrained_target(this: any): any {
        if (superclass !== late.Manager || this.get_prefetch_cache() !== null) return null
        if (!this.target_field.db_constraint) return null
        const filters: Record<string, unknown> = { [this.source_field.name]: this.related_val }
        if (this.target_field.null) filters[`${this.target_field.name}__isnull`] = false
        return this.through._base_manager.filter(filters)
      }

      exists(this: any): boolean {
        return this._constrained_target()?.exists() ?? super.exists()
      }

      count(this: any): number {
        return this._constrained_target()?.count() ?? super.count()
      }

      add(this: any, ...args: unknown[]): void {
        const [objs, { through_defaults = null }] = splitKwargs(args)
        this._remove_prefetched_objects()
        this._span(() =>
          atomic({ savepoint: false }).run(() => {
            this._add_items(this.source_field, this.target_field, objs, through_defaults)
            if (this.symmetrical)
              this._add_items(this.target_field, this.source_field, objs, through_defaults)
          }),
        )
      }

      remove(this: any, ...objs: unknown[]): void {
        this._remove_prefetched_objects()
        this._span(() => this._remove_items(objs))
      }

      clear(this: any): void {
        this._span(() =>
          atomic({ savepoint: false }).run(() => {
            this._signal('pre_clear', null)
            this._remove_prefetched_objects()
            const filters = this._build_remove_filters(super.get_queryset())
            this.through._default_manager.filter(filters).delete()
            this._signal('post_clear', null)
          }),
        )
      }

      set(this: any, objs: unknown, { clear = false, through_defaults = null } = {}): void {
        const wanted = [...iterate(objs)] as any[]
        this._span(() =>
          atomic({ savepoint: false }).run(() => {
            if (clear) {
              this.clear()
              this.add(...wanted, { through_defaults })
              return
            }
            const target = this.target_field.target_field
            const old = new Map<string, unknown>()
            for (const id of this.values_list(target.attname, { flat: true }))
              old.set(identityOf(id), id)
            const added = wanted.filter((obj) => {
              const id =
                obj instanceof this.model
                  ? obj[target.attname]
                  : this.target_field.get_prep_value(obj)
              return !old.delete(identityOf(id))
            })
            this.remove(...old.values())
            this.add(...added, { through_defaults })
          }),
        )
      }

      create(this: any, { through_defaults = null, ...kwargs }: Record<string, any> = {}): any {
        const obj = super.create(kwargs)
        this.add(obj, { through_defaults })
        return obj
      }

      get_or_create(
        this: any,
        { through_defaults = null, ...kwargs }: Record<string, any> = {},
      ): any {
        const result = super.get_or_create(kwargs)
        if (result[1]) this.add(result[0], { through_defaults })
        return result
      }

      update_or_create(
        this: any,
        { through_defaults = null, ...kwargs }: Record<string, any> = {},
      ): any {
        const result = super.update_or_create(kwargs)
        if (result[1]) this.add(result[0], { through_defaults })
        return result
      }

      _span(this: any, run: () => void): void {
        inSpan(
          'orm.write',
          () => ({
            model: this.through._meta.label,
            action: 'm2m',
            instance: `<${this.instance._meta.object_name}: ${this.instance.pk}>`,
          }),
          run,
          'caller',
        )
      }

      _target_ids(this: any, target_field: any, objs: any[]): unknown[] {
        const ids = new Map<string, unknown>()
        for (const obj of objs) {
          let id: unknown
          if (obj instanceof this.model) {
            id = target_field.get_foreign_related_value(obj)
            if (id === null) {
              throw new ValueError(
                `Cannot add "${repr(obj)}": the value for field "${target_field.name}" is None`,
              )
            }
          } else if (isModel(obj)) {
            throw new TypeError(
              `'${this.model._meta.object_name}' instance expected, got ${repr(obj)}`,
            )
          } else id = target_field.get_prep_value(obj)
          ids.set(identityOf(id), id)
        }
        const found = [...ids.values()]
        return found.every(isSmall) ? setOrder(found) : found
      }

      _add_items(this: any, source: any, target: any, objs: any[], through_defaults: any): void {
        if (objs.length === 0) return
        const target_ids = this._target_ids(target, objs)
        const must_send =
          (reverse || source === this.source_field) && m2m_changed.has_listeners(this.through)
        const ignore_conflicts = this.through._meta.auto_created !== false
        const rows = (ids: unknown[]) =>
          ids.map(
            (id) =>
              new this.through({
                ...resolveCallables(through_defaults ?? {}),
                [source.attname]: this.related_val,
                [target.attname]: id,
              }),
          )
        const manager = this.through._default_manager
        if (ignore_conflicts && !must_send) {
          manager.bulk_create(rows(target_ids), { ignore_conflicts: true })
          return
        }
        const known = new Set(
          [
            ...manager
              .values_list(target.name, { flat: true })
              .filter({ [source.name]: this.related_val, [`${target.name}__in`]: target_ids }),
          ].map(identityOf),
        )
        const missing = target_ids.filter((id: unknown) => !known.has(identityOf(id)))
        atomic({ savepoint: false }).run(() => {
          if (must_send) this._signal('pre_add', missing)
          manager.bulk_create(rows(missing), { ignore_conflicts })
          if (must_send) this._signal('post_add', missing)
        })
      }

      _remove_items(this: any, objs: any[]): void {
        if (objs.length === 0) return
        const ids = objs.map((obj) =>
          obj instanceof this.model ? this.target_field.get_foreign_related_value(obj) : obj,
        )
        atomic({ savepoint: false }).run(() => {
          this._signal('pre_remove', ids)
          const targets = super.get_queryset()
          const old = targets._has_filters()
            ? targets.filter({ [`${this.target_field.target_field.attname}__in`]: ids })
            : ids
          this.through._default_manager.filter(this._build_remove_filters(old)).delete()
          this._signal('post_remove', ids)
        })
      }

      _build_remove_filters(this: any, removed: any): Q {
        const source = this.source_field.name
        const target = this.target_field.name
        const all = removed instanceof late.QuerySet && !removed._has_filters()
        const side = (from: string, to: string) => {
          const own = Q.create([Condition.make(from, this.related_val)])
          return all ? own : own.and(Q.create([Condition.make(`${to}__in`, removed)]))
        }
        return this.symmetrical
          ? side(source, target).or(side(target, source))
          : side(source, target)
      }

      _signal(this: any, action: string, ids: unknown[] | null): void {
        m2m_changed.send(this.through, {
          action,
          instance: this.instance,
          reverse,
          model: this.model,
          pk_set: ids === null ? null : new Set(ids),
          using: 'default',
        })
      }
    }
    return ManyRelatedManager
  })
}

function resolveCallables(mapping: Record<string, any>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(mapping).map(([key, value]) => [
      key,
      typeof value === 'function' ? value() : value,
    ]),
  )
}
