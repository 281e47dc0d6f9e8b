/**
 * Lookups of relations: the right side may be an instance, which stands for the value that the key points to.
 *
 * Django: django/db/models/fields/related_lookups.py
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { iterate } from '../../../../base/python/protocols.ts'
import { isExpression, isModel, late } from '../late.ts'
import {
  Exact,
  GreaterThan,
  GreaterThanOrEqual,
  In,
  IsNull,
  LessThan,
  LessThanOrEqual,
} from '../lookups.ts'

/** An instance's value of the field that this relation points to. */
function normalized(value: any, lhs: any): unknown {
  if (!isModel(value)) return value
  if (value.pk === null)
    throw new ValueError('Model instances passed to related filters must be saved.')
  let [source] = lhs.output_field.path_infos.at(-1).target_fields
  while (!(value instanceof source.model) && source.remote_field)
    source = source.remote_field.model._meta.get_field(source.remote_field.field_name)
  return source.attname in value ? value[source.attname] : value.pk
}

const targetField = (lhs: any) => lhs.output_field.path_infos?.at(-1).target_fields.at(-1)

function related(base: any): any {
  return class extends base {
    static __name__ = `Related${base.name}`

    get_prep_lookup(this: any): any {
      if (!isExpression(this.rhs) && this.rhs instanceof late.QuerySet === false) {
        this.rhs = normalized(this.rhs, this.lhs)
        const target = targetField(this.lhs)
        if (this.prepare_rhs && target) this.rhs = target.get_prep_value(this.rhs)
      }
      return super.get_prep_lookup()
    }
  }
}

export class RelatedIn extends In {
  override get_prep_lookup(): any {
    if (this.rhs_is_direct_value()) {
      const target = targetField(this.lhs)
      this.rhs = [...iterate(this.rhs)].map((value) => {
        const plain = normalized(value, this.lhs)
        return target && !isExpression(plain) ? target.get_prep_value(plain) : plain
      })
    } else if (this.rhs.has_select_fields === false && !this.lhs.field.target_field?.primary_key) {
      // the subquery must give what the key points to, which is not its primary key
      const { field } = this.lhs
      const own = field.primary_key && field.model === this.rhs.model
      this.rhs.set_values([own ? field.name : field.target_field.name])
    }
    return super.get_prep_lookup()
  }
}

export const RELATED_LOOKUPS: any[] = [
  RelatedIn,
  ...[Exact, LessThan, GreaterThan, GreaterThanOrEqual, LessThanOrEqual, IsNull].map(related),
]
