/**
 * `Post.objects`: where every query starts. A manager answers all of a queryset's methods by asking a fresh queryset;
 * own methods of a QuerySet subclass are handed on by `from_queryset`.
 *
 * Django: django/db/models/manager.py, topics/db/managers
 */
import { class_name } from '../../../base/python/class_name.ts'
import { late } from './late.ts'
import { QuerySet } from './query.ts'

let created = 0

export class BaseManager {
  static queryset_class: any = QuerySet

  model: any = null
  name = ''
  readonly creation_counter = created++
  _db: string | null = null

  /** A manager class with this class's methods and those of `queryset_class`. */
  static from_queryset(this: any, queryset_class: any, manager_name: string | null = null): any {
    const cls = class extends this {
      static queryset_class = queryset_class
    }
    Object.defineProperty(cls, '__name__', {
      value: manager_name ?? `${class_name(this)}From${class_name(queryset_class)}`,
    })
    handOn(cls.prototype, queryset_class)
    return cls
  }

  /** Joins a model; runs when the model is registered. */
  contribute_to_class(cls: any, name: string): void {
    this.name = name
    this.model = cls
    cls._meta.add_manager(this)
  }

  /** The same manager for a model that inherits it. */
  bound(model: any): this {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(this)), this)
    copy.model = model
    return copy
  }

  get_queryset(): any {
    const { queryset_class } = this.constructor as typeof BaseManager
    return new queryset_class(this.model, { using: this._db })
  }

  /** All rows; for a related manager with a prefetched list, that list. */
  all(): any {
    return this.get_queryset().fromManager('all')
  }

  db_manager(using: string | null = null): this {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(this)), this)
    copy._db = using ?? this._db
    return copy
  }

  get db(): string {
    return this._db ?? 'default'
  }

  __str__(): string {
    return `${this.model?._meta.label}.${this.name}`
  }

  __repr__(): string {
    return `<django.db.models.manager.${class_name(this.constructor)} object>`
  }
}

/** Methods a manager does not answer: they belong to a queryset that exists. */
const KEPT = new Set(['constructor', 'all', 'delete', 'as_manager', 'get_queryset'])

function handOn(prototype: any, queryset_class: any): void {
  for (
    let link = queryset_class.prototype;
    link && link !== Object.prototype;
    link = Object.getPrototypeOf(link)
  ) {
    const ours = link === QuerySet.prototype || link.isPrototypeOf(QuerySet.prototype)
    for (const name of Object.getOwnPropertyNames(link)) {
      if (KEPT.has(name) || name.startsWith('_') || Object.hasOwn(prototype, name)) continue
      if (ours && name in prototype && prototype !== Manager.prototype) continue
      const method = Object.getOwnPropertyDescriptor(link, name)?.value
      if (typeof method !== 'function' || method.queryset_only === true) continue
      prototype[name] = function (this: BaseManager, ...args: unknown[]) {
        return this.get_queryset()
          .fromManager('')
          [name](...args)
      }
    }
  }
}

export class Manager extends BaseManager {
  [method: string]: any
}

handOn(Manager.prototype, QuerySet)
late.Manager = Manager
