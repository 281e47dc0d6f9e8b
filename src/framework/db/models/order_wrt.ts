/**
 * `Meta.order_with_respect_to`: the answers of a question in an order that the question keeps. A column `_order` counts
 * them; the other model gets `get_answer_order()` and `set_answer_order([…])`.
 *
 * Django: django/db/models/fields/proxy.py and make_foreign_order_accessors in django/db/models/base.py, ref/models/options
 * Left out: order with respect to a generic key.
 */
import { FieldDoesNotExist } from '../../core/exceptions.ts'
import { iterate } from '../../../base/python/protocols.ts'
import { Max } from './aggregates.ts'
import { splitKwargs } from './arguments.ts'
import type { AnyField, AnyOptions, Instance, ModelClass } from './declared.ts'
import { ExpressionWrapper, Value } from './expressions.ts'
import { IntegerField } from './fields/index.ts'
import { Coalesce } from './functions/comparison.ts'

export class OrderWrt extends IntegerField {
  constructor(...args: unknown[]) {
    const [positional, kwargs] = splitKwargs(args)
    super(...positional, { ...kwargs, name: '_order', editable: false })
  }

  override get_internal_type(): string {
    return 'IntegerField'
  }
}

/** Runs when the model's own fields are known. */
export function prepareOrder(cls: ModelClass): void {
  const opts: AnyOptions = cls._meta
  const name: unknown = opts.order_with_respect_to
  if (name === null) return
  const field = opts.fields.find((one: AnyField) => one.name === name || one.attname === name)
  if (field === undefined)
    throw new FieldDoesNotExist(`${opts.object_name} has no field named '${String(name)}'`)
  opts.order_with_respect_to = field
  opts.ordering = ['_order']
  if (!opts.local_fields.some((one: AnyField) => one instanceof OrderWrt))
    new OrderWrt().contribute_to_class(cls, '_order')
  cls.prototype.get_next_in_order = function (this: Instance) {
    return neighbour(this, true)
  }
  cls.prototype.get_previous_in_order = function (this: Instance) {
    return neighbour(this, false)
  }
  opts.apps.lazy_model_operation(addAccessors, cls, field.remote_field.model)
}

function addAccessors(model: ModelClass, related: ModelClass): void {
  const name: string = model._meta.model_name
  const link: AnyField = model._meta.order_with_respect_to
  const rows = (instance: Instance) => model.objects.filter({ [link.name]: instance })
  related.prototype[`get_${name}_order`] = function (this: Instance) {
    return rows(this).values_list(model._meta.pk.name, { flat: true })
  }
  related.prototype[`set_${name}_order`] = function (this: Instance, id_list: unknown) {
    const numbered = Array.from(iterate(id_list), (pk, _order) => new model({ pk, _order }))
    rows(this).bulk_update(numbered, ['_order'])
  }
}

function neighbour(instance: Instance, is_next: boolean): Instance {
  const { pk, order_with_respect_to: link } = instance._meta
  const rows = instance.constructor._default_manager
  const own = rows.values('_order').filter({ [pk.name]: instance.pk })
  return rows
    .filter({ [link.name]: instance[link.attname] })
    .filter({ [`_order__${is_next ? 'gt' : 'lt'}`]: own })
    .order_by(is_next ? '_order' : '-_order')
    .slice(0, 1)
    .get()
}

/** The next free number, for a new row. */
export function nextOrder(cls: ModelClass, instance: Instance): unknown {
  const link = cls._meta.order_with_respect_to
  const plus = new Max('_order').add(new Value(1))
  const next = new ExpressionWrapper(plus, { output_field: new IntegerField() })
  return cls._base_manager
    .filter({ [link.name]: instance[link.attname] })
    .aggregate({ _order__max: new Coalesce(next, new Value(0)) })['_order__max'] as unknown
}
