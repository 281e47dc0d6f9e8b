/**
 * `animal.tags`: the manager of a GenericRelation. It starts from the instance, as that of a foreign key's children
 * does; taking a row away deletes it, since its key cannot be empty.
 *
 * Django: create_generic_related_manager in django/contrib/contenttypes/fields.py
 */
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { eq, iterate, repr } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { splitKwargs, type Options } from '../../db/models/arguments.ts'
import type { AnyField, Instance, ModelClass } from '../../db/models/declared.ts'
import type { PrefetchAnswer } from '../../db/models/fields/prefetch.ts'
import { named, nameRelation, remember } from '../../db/models/fields/related_managers.ts'
import { Condition, Q } from '../../db/models/query_utils.ts'
import { atomic } from '../../db/transaction.ts'
import { ContentType } from './models.ts'

export function genericManager(superclass: ModelClass, field: AnyField): ModelClass {
  return remember(field, superclass, () => makeManager(superclass, field))
}

function makeManager(superclass: ModelClass, field: AnyField): ModelClass {
  const { content_type_field_name, object_id_field_name, for_concrete_model } = field
  const typeOf = (instance: Instance): Instance =>
    ContentType.objects.get_for_model(instance, { for_concrete_model })

  return class GenericRelatedObjectManager extends superclass {
    static __name__ = 'GenericRelatedObjectManager'
    readonly do_not_call_in_templates = true
    declare instance: Instance

    constructor(instance: Instance) {
      super()
      this.instance = instance
      this['model'] = field.remote_field.model
    }

    __call__({ manager }: { manager: string }): Instance {
      return new (genericManager(named(this['model'], manager), field))(this.instance)
    }

    private get own(): Options {
      return {
        [content_type_field_name]: typeOf(this.instance),
        [object_id_field_name]: this.instance.pk,
      }
    }

    _apply_rel_filters(queryset: Instance): Instance {
      const related = queryset.filter({
        [`${content_type_field_name}__pk`]: typeOf(this.instance).pk,
        [object_id_field_name]: this.instance.pk,
      })
      nameRelation(related, this.instance, field.name)
      return related
    }

    _remove_prefetched_objects(): void {
      this.instance._prefetched_objects_cache?.delete(field.name)
    }

    get_queryset(): Instance {
      const cached = this.instance._prefetched_objects_cache?.get(field.name)
      return cached ?? this._apply_rel_filters(super.get_queryset())
    }

    get_prefetch_querysets(
      instances: Instance[],
      querysets: Instance[] | null = null,
    ): PrefetchAnswer {
      if (querysets !== null && querysets.length !== 1) {
        throw new ValueError(
          'querysets argument of get_prefetch_querysets() should have a length of 1.',
        )
      }
      const by_type = new Map<unknown, unknown[]>()
      for (const instance of instances) {
        const ct_id: unknown = typeOf(instance).pk
        by_type.set(ct_id, [...(by_type.get(ct_id) ?? []), instance.pk])
      }
      const conditions = Array.from(by_type, ([ct_id, pks]) =>
        Q.create([
          Condition.make(`${content_type_field_name}__pk`, ct_id),
          Condition.make(`${object_id_field_name}__in`, pks),
        ]),
      )
      const key = instances[0]._meta.pk
      const { attname } = field.remote_field.model._meta.get_field(content_type_field_name)
      return {
        queryset: (querysets?.[0] ?? super.get_queryset()).filter(Q.create(conditions, 'OR')),
        rel_obj_attr: (obj: Instance) =>
          new Tuple(key.to_python(obj[object_id_field_name]), obj[attname]),
        instance_attr: (instance: Instance) => new Tuple(instance.pk, typeOf(instance).pk),
        single: false,
        cache_name: field.name,
        store: null,
      }
    }

    private take(obj: Instance): void {
      if (!(obj instanceof this['model'])) {
        throw new TypeError(
          `'${this['model']._meta.object_name}' instance expected, got ${repr(obj)}`,
        )
      }
      Object.assign(obj, this.own)
    }

    add(...args: unknown[]): void {
      const [objs, { bulk = true }] = splitKwargs(args)
      this._remove_prefetched_objects()
      if (!bulk) {
        atomic({ savepoint: false }).run(() => {
          for (const obj of objs) {
            this.take(obj)
            obj.save()
          }
        })
        return
      }
      const pks = objs.map((obj: Instance) => {
        if (obj._state.adding) {
          throw new ValueError(
            `${repr(obj)} instance isn't saved. Use bulk=False or save the object first.`,
          )
        }
        this.take(obj)
        return obj.pk as unknown
      })
      this['model']._base_manager.filter({ pk__in: pks }).update(this.own)
    }

    remove(...args: unknown[]): void {
      const [objs, { bulk = true }] = splitKwargs(args)
      if (objs.length === 0) return
      this._clear(this['filter']({ pk__in: objs.map((obj: Instance) => obj.pk) }), bulk)
    }

    clear({ bulk = true } = {}): void {
      this._clear(this['all'](), bulk)
    }

    _clear(queryset: Instance, bulk: boolean): void {
      this._remove_prefetched_objects()
      if (bulk) queryset.delete()
      else
        atomic({ savepoint: false }).run(() => {
          for (const obj of queryset) obj.delete()
        })
    }

    set(objs: unknown, { bulk = true, clear = false } = {}): void {
      const wanted = [...iterate(objs)] as Instance[]
      atomic({ savepoint: false }).run(() => {
        if (clear) {
          this.clear()
          this.add(...wanted, { bulk })
          return
        }
        const old = [...this['all']()] as Instance[]
        this.remove(...old.filter((obj) => !wanted.some((other) => eq(other, obj))))
        this.add(...wanted.filter((obj) => !old.some((other) => eq(other, obj))), { bulk })
      })
    }

    create(kwargs: Options = {}): Instance {
      this._remove_prefetched_objects()
      return super.create({ ...kwargs, ...this.own })
    }

    get_or_create(kwargs: Options = {}): Instance {
      return super.get_or_create({ ...kwargs, ...this.own })
    }

    update_or_create(kwargs: Options = {}): Instance {
      return super.update_or_create({ ...kwargs, ...this.own })
    }
  }
}
