/**
 * `post.comments`: the manager of a foreign key's children. It starts from the instance: what it finds is filtered by
 * it, what it creates belongs to it. A prefetched list answers in place of the database until something changes.
 *
 * Django: create_reverse_many_to_one_manager in django/db/models/fields/related_descriptors.py, ref/models/relations
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { eq, iterate, repr } from '../../../../base/python/protocols.ts'
import { atomic } from '../../transaction.ts'
import { splitKwargs } from '../arguments.ts'
import { identityOf } from '../identity.ts'
import { filterPrefetchQueryset, type PrefetchAnswer } from './prefetch.ts'
import { named, nameRelation, remember } from './related_managers.ts'

/** `post.comments`: the children of a foreign key. */
export function reverseManager(superclass: any, rel: any): any {
  return remember(rel, superclass, () => {
    const field = rel.field
    class RelatedManager extends superclass {
      static __name__ = 'RelatedManager'
      static override_name = 'RelatedManager'
      readonly do_not_call_in_templates = true
      declare instance: any
      declare field: any
      declare core_filters: Record<string, unknown>

      constructor(instance: any) {
        super()
        const self = this as any
        self.instance = instance
        self.model = rel.related_model
        self.field = field
        self.core_filters = { [field.name]: instance }
      }

      __call__({ manager }: { manager: string }): any {
        return new (reverseManager(named((this as any).model, manager), rel))(this.instance)
      }

      _check_fk_val(): void {
        const target = field.target_field
        if (this.instance[target.attname] === null) {
          throw new ValueError(
            `"${repr(this.instance)}" needs to have a value for field "${target.attname}" before this relationship can be used.`,
          )
        }
      }

      _apply_rel_filters(queryset: any): any {
        queryset._defer_next_filter = true
        const related = queryset._filter_or_exclude(false, [], this.core_filters, 'filter')
        nameRelation(related, this.instance, rel.accessor_name)
        const value = this.instance[field.target_field.attname]
        if (value === null) return related.none()
        // children get their parent without a query
        if (field.many_to_one)
          related._known_related_objects = new Map([[field, new Map([[value, this.instance]])]])
        return related
      }

      _remove_prefetched_objects(): void {
        this.instance._prefetched_objects_cache?.delete(rel.cache_name)
      }

      get_queryset(): any {
        if (this.instance.pk === null) {
          throw new ValueError(
            `'${class_name(this.instance.constructor)}' instance needs to have a primary key value before this relationship can be used.`,
          )
        }
        const cached = this.instance._prefetched_objects_cache?.get(rel.cache_name)
        return cached ?? this._apply_rel_filters(super.get_queryset())
      }

      get_prefetch_querysets(instances: any[], querysets: any[] | null = null): PrefetchAnswer {
        if (querysets !== null && querysets.length !== 1) {
          throw new ValueError(
            'querysets argument of get_prefetch_querysets() should have a length of 1.',
          )
        }
        const queryset = filterPrefetchQueryset(
          querysets?.[0] ?? super.get_queryset(),
          field.name,
          instances,
        )
        const rel_obj_attr = (obj: any) => field.get_local_related_value(obj)
        const instance_attr = (instance: any) => field.get_foreign_related_value(instance)
        const by_key = new Map(instances.map((item) => [identityOf(instance_attr(item)), item]))
        for (const obj of queryset) {
          if (!field.is_cached(obj))
            field.set_cached_value(obj, by_key.get(identityOf(rel_obj_attr(obj))))
        }
        return {
          queryset,
          rel_obj_attr,
          instance_attr,
          single: false,
          cache_name: rel.cache_name,
          store: null,
        }
      }

      add(...args: unknown[]): void {
        const [objs, { bulk = true }] = splitKwargs(args)
        this._check_fk_val()
        this._remove_prefetched_objects()
        const model = (this as any).model
        const take = (obj: any) => {
          if (!(obj instanceof model)) {
            throw new TypeError(`'${model._meta.object_name}' instance expected, got ${repr(obj)}`)
          }
          obj[field.name] = this.instance
        }
        if (!bulk) {
          atomic({ savepoint: false }).run(() => {
            for (const obj of objs) {
              take(obj)
              obj.save()
            }
          })
          return
        }
        const pks = objs.map((obj) => {
          take(obj)
          if (obj._state.adding) {
            throw new ValueError(
              `${repr(obj)} instance isn't saved. Use bulk=False or save the object first.`,
            )
          }
          return obj.pk
        })
        model._base_manager.filter({ pk__in: pks }).update({ [field.name]: this.instance })
      }

      create(kwargs: Record<string, unknown> = {}): any {
        this._check_fk_val()
        this._remove_prefetched_objects()
        return super.create({ ...kwargs, [field.name]: this.instance })
      }

      get_or_create(kwargs: Record<string, unknown> = {}): any {
        this._check_fk_val()
        return super.get_or_create({ ...kwargs, [field.name]: this.instance })
      }

      update_or_create(kwargs: Record<string, unknown> = {}): any {
        this._check_fk_val()
        return super.update_or_create({ ...kwargs, [field.name]: this.instance })
      }

      set(objs: unknown, { bulk = true, clear = false } = {}): void {
        this._check_fk_val()
        const wanted = [...iterate(objs)] as any[]
        const self = this as any
        if (!field.null) {
          self.add(...wanted, { bulk })
          return
        }
        atomic({ savepoint: false }).run(() => {
          if (clear) {
            self.clear({ bulk })
            self.add(...wanted, { bulk })
            return
          }
          const old = [...self.all()]
          const added = wanted.filter((obj) => !old.some((other) => eq(other, obj)))
          const removed = old.filter((obj) => !wanted.some((other) => eq(other, obj)))
          self.remove(...removed, { bulk })
          self.add(...added, { bulk })
        })
      }
    }
    return field.null ? withRemove(RelatedManager, rel) : RelatedManager
  })
}

/** `remove` and `clear` exist only where the key may be null. */
function withRemove(base: any, rel: any): any {
  const field = rel.field
  return class extends base {
    static __name__ = 'RelatedManager'

    remove(this: any, ...args: unknown[]): void {
      const [objs, { bulk = true }] = splitKwargs(args)
      if (objs.length === 0) return
      this._check_fk_val()
      const value = field.get_foreign_related_value(this.instance)
      const pks = objs.map((obj) => {
        if (!(obj instanceof this.model)) {
          throw new TypeError(
            `'${this.model._meta.object_name}' instance expected, got ${repr(obj)}`,
          )
        }
        if (!eq(field.get_local_related_value(obj), value)) {
          throw new rel.model.DoesNotExist(`${repr(obj)} is not related to ${repr(this.instance)}.`)
        }
        return obj.pk
      })
      this._clear(this.filter({ pk__in: pks }), bulk)
    }

    clear(this: any, { bulk = true } = {}): void {
      this._check_fk_val()
      this._clear(this.all(), bulk)
    }

    _clear(this: any, queryset: any, bulk: boolean): void {
      this._remove_prefetched_objects()
      if (bulk) {
        queryset.update({ [field.name]: null })
        return
      }
      atomic({ savepoint: false }).run(() => {
        for (const obj of queryset) {
          obj[field.name] = null
          obj.save({ update_fields: [field.name] })
        }
      })
    }
  }
}
