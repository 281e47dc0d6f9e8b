/**
 * Dicts, tuples and single values instead of instances: values(), values_list(), dates(), datetimes(). The columns are
 * chosen in the query, the shape of a row by the iterable.
 *
 * Django: QuerySet in django/db/models/query.py, ref/models/querysets
 */
import { class_name } from '../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { tracing } from '../../../trace/tracer.ts'
import { settings } from '../../conf/index.ts'
import { splitKwargs, type Options } from './arguments.ts'
import { F } from './expressions.ts'
import { currentZone } from './fields/dates.ts'
import { DateField, DateTimeField } from './fields/index.ts'
import { Trunc } from './functions/datetime.ts'
import {
  flatValuesListIterable,
  namedValuesListIterable,
  valuesIterable,
  valuesListIterable,
} from './iterables.ts'
import { isExpression } from './late.ts'
import { QuerySetMethods } from './query_methods.ts'
import { callText } from './tracing.ts'

export class QuerySetValues extends QuerySetMethods {
  private _values(fields: string[], expressions: Options, text: string): this {
    let clone = this._chain()
    if (Object.keys(expressions).length > 0) clone = clone.annotate(expressions)
    clone._text = tracing.tracer === null ? null : `${this._description}.${text}`
    clone._fields = fields
    clone.query.set_values(fields)
    return clone._built('values')
  }

  values(...args: unknown[]): this {
    const [fields, expressions] = splitKwargs(args)
    const clone = this._values(
      [...fields, ...Object.keys(expressions)],
      expressions,
      callText('values', fields, expressions),
    )
    clone._iterable_class = valuesIterable
    return clone
  }

  values_list(...args: unknown[]): this {
    const [fields, { flat = false, named = false }] = splitKwargs(args)
    if (flat && named) throw new TypeError("'flat' and 'named' can't be used together.")
    if (flat && fields.length > 1) {
      throw new TypeError(
        "'flat' is not valid when values_list is called with more than one field.",
      )
    }
    const seen = new Map<string, boolean>(
      fields.filter((field) => !isExpression(field)).map((field) => [field, false]),
    )
    const names: string[] = []
    const expressions: Options = {}
    let counter = 1
    for (const field of fields) {
      let name: string = field
      let expression: any = null
      let taken = false
      if (isExpression(field)) {
        name = defaultAlias(field)
        expression = field
        taken = true
      } else if (seen.get(name)) {
        expression = new F(name)
        taken = true
      }
      // expressions, and a field named twice, get a number
      if (taken) {
        const prefix = name
        while (seen.has((name = `${prefix}${counter}`))) counter += 1
      }
      if (expression !== null) expressions[name] = expression
      seen.set(name, true)
      names.push(name)
    }
    const clone = this._values(
      names,
      expressions,
      callText('values_list', fields, flat ? { flat } : {}),
    )
    clone._iterable_class = named
      ? namedValuesListIterable
      : flat
        ? flatValuesListIterable
        : valuesListIterable
    return clone
  }

  dates(field_name: string, kind: string, order: string | { order?: string } = 'ASC'): this {
    const direction = typeof order === 'string' ? order : (order.order ?? 'ASC')
    if (!['year', 'month', 'week', 'day'].includes(kind))
      throw new ValueError("'kind' must be one of 'year', 'month', 'week', or 'day'.")
    return this._periods(
      'datefield',
      new Trunc(field_name, kind, { output_field: new DateField() }),
      field_name,
      direction,
    )
  }

  datetimes(
    field_name: string,
    kind: string,
    order: string | Options = 'ASC',
    more: Options = {},
  ): this {
    const options = typeof order === 'string' ? { ...more, order } : order
    const { order: direction = 'ASC', tzinfo = null } = options
    if (!['year', 'month', 'week', 'day', 'hour', 'minute', 'second'].includes(kind)) {
      throw new ValueError(
        "'kind' must be one of 'year', 'month', 'week', 'day', 'hour', 'minute', or 'second'.",
      )
    }
    const zone = settings.USE_TZ ? (tzinfo ?? currentZone()) : null
    const trunc = new Trunc(field_name, kind, { output_field: new DateTimeField(), tzinfo: zone })
    return this._periods('datetimefield', trunc, field_name, direction)
  }

  private _periods(alias: string, trunc: Trunc, field_name: string, order: string): this {
    if (order !== 'ASC' && order !== 'DESC')
      throw new ValueError("'order' must be either 'ASC' or 'DESC'.")
    return this.annotate({ [alias]: trunc, plain_field: new F(field_name) })
      .values_list(alias, { flat: true })
      .distinct()
      .filter({ plain_field__isnull: false })
      .order_by((order === 'DESC' ? '-' : '') + alias)
  }
}

function defaultAlias(expression: any): string {
  return expression.default_alias ?? class_name(expression.constructor).toLowerCase()
}
