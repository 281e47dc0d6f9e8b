/**
 * Functions that mean something only over a window of rows.
 *
 * Django: django/db/models/functions/window.py, ref/models/database-functions#window-functions
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { ValueError } from '../../../../base/python/exceptions.ts'
import { type Field, FloatField, IntegerField } from '../fields/index.ts'
import { Func } from '../expressions.ts'
import { isPlainObject } from '../../../../base/python/mapping.ts'

abstract class WindowFunc extends Func {
  static override window_compatible = true
}

export class CumeDist extends WindowFunc {
  static override function = 'CUME_DIST'
  static override output_field: Field | null = new FloatField()
}
export class DenseRank extends WindowFunc {
  static override function = 'DENSE_RANK'
  static override output_field: Field | null = new IntegerField()
}
export class FirstValue extends WindowFunc {
  static override arity: number | null = 1
  static override function = 'FIRST_VALUE'
}
export class LastValue extends WindowFunc {
  static override arity: number | null = 1
  static override function = 'LAST_VALUE'
}
export class PercentRank extends WindowFunc {
  static override function = 'PERCENT_RANK'
  static override output_field: Field | null = new FloatField()
}
export class Rank extends WindowFunc {
  static override function = 'RANK'
  static override output_field: Field | null = new IntegerField()
}
export class RowNumber extends WindowFunc {
  static override function = 'ROW_NUMBER'
  static override output_field: Field | null = new IntegerField()
}

/** The value `offset` rows away. */
abstract class LagLead extends WindowFunc {
  constructor(
    expression: any,
    offset: number | Record<string, any> = 1,
    otherwise: any = null,
    options: Record<string, any> = {},
  ) {
    const given = isPlainObject(offset)
      ? (offset as Record<string, any>)
      : { offset, ...(isPlainObject(otherwise) ? otherwise : { default: otherwise }), ...options }
    const { offset: distance = 1, default: fallback = null, ...rest } = given
    const requires = (what: string) =>
      new ValueError(`${class_name(new.target)} requires a ${what}.`)
    if (expression === null || expression === undefined)
      throw requires('non-null source expression')
    if (distance === null || distance <= 0) throw requires('positive integer for the offset')
    super(...(fallback === null ? [expression, distance] : [expression, distance, fallback]), rest)
  }

  override _resolve_output_field(): any {
    return this.source_expressions[0].output_field
  }
}

export class Lag extends LagLead {
  static override function = 'LAG'
}
export class Lead extends LagLead {
  static override function = 'LEAD'
}

export class NthValue extends WindowFunc {
  static override function = 'NTH_VALUE'

  constructor(
    expression: any,
    nth: number | Record<string, any> = 1,
    options: Record<string, any> = {},
  ) {
    const { nth: place = 1, ...rest } = typeof nth === 'object' ? nth : { nth, ...options }
    if (expression === null || expression === undefined)
      throw new ValueError(`${class_name(new.target)} requires a non-null source expression.`)
    if (place === null || place <= 0)
      throw new ValueError(`${class_name(new.target)} requires a positive integer as for nth.`)
    super(expression, place, rest)
  }

  override _resolve_output_field(): any {
    return this.source_expressions[0].output_field
  }
}

export class Ntile extends WindowFunc {
  static override function = 'NTILE'
  static override output_field: Field | null = new IntegerField()

  constructor(num_buckets: number | Record<string, any> = 1, options: Record<string, any> = {}) {
    const { num_buckets: buckets = 1, ...rest } =
      typeof num_buckets === 'object' ? num_buckets : { num_buckets, ...options }
    if (buckets <= 0) throw new ValueError('num_buckets must be greater than 0.')
    super(buckets, rest)
  }
}
