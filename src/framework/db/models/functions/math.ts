/**
 * Mathematical functions.
 *
 * Django: django/db/models/functions/math.py, ref/models/database-functions#math-functions
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { Func, Value } from '../expressions.ts'
import { DecimalField, FloatField } from '../fields/index.ts'
import { Transform } from '../lookups.ts'

function hasDecimal(func: Func): boolean {
  return func.get_source_fields().some((field) => field?.get_internal_type() === 'DecimalField')
}

/** Two numbers give a float, or a decimal where one is. */
abstract class NumericOutput extends Func {
  override _resolve_output_field(): any {
    return hasDecimal(this) ? new DecimalField() : new FloatField()
  }
}

abstract class NumericTransform extends Transform {
  override _resolve_output_field(): any {
    return hasDecimal(this) ? new DecimalField() : new FloatField()
  }
}

export class Abs extends Transform {
  static override function = 'ABS'
  static override lookup_name = 'abs'
}
export class ACos extends NumericTransform {
  static override function = 'ACOS'
  static override lookup_name = 'acos'
}
export class ASin extends NumericTransform {
  static override function = 'ASIN'
  static override lookup_name = 'asin'
}
export class ATan extends NumericTransform {
  static override function = 'ATAN'
  static override lookup_name = 'atan'
}
export class ATan2 extends NumericOutput {
  static override function = 'ATAN2'
  static override arity: number | null = 2
}
export class Ceil extends Transform {
  static override function = 'CEILING'
  static override lookup_name = 'ceil'
}
export class Cos extends NumericTransform {
  static override function = 'COS'
  static override lookup_name = 'cos'
}
export class Cot extends NumericTransform {
  static override function = 'COT'
  static override lookup_name = 'cot'
}
export class Degrees extends NumericTransform {
  static override function = 'DEGREES'
  static override lookup_name = 'degrees'
}
export class Exp extends NumericTransform {
  static override function = 'EXP'
  static override lookup_name = 'exp'
}
export class Floor extends Transform {
  static override function = 'FLOOR'
  static override lookup_name = 'floor'
}
export class Ln extends NumericTransform {
  static override function = 'LN'
  static override lookup_name = 'ln'
}
export class Log extends NumericOutput {
  static override function = 'LOG'
  static override arity: number | null = 2
}
export class Mod extends NumericOutput {
  static override function = 'MOD'
  static override arity: number | null = 2
}
export class Pi extends NumericOutput {
  static override function = 'PI'
  static override arity: number | null = 0
}
export class Power extends NumericOutput {
  static override function = 'POWER'
  static override arity: number | null = 2
}
export class Radians extends NumericTransform {
  static override function = 'RADIANS'
  static override lookup_name = 'radians'
}
export class Random extends NumericOutput {
  static override function = 'RAND'
  static override arity: number | null = 0

  override get_group_by_cols(): any[] {
    return []
  }
}
export class Round extends Transform {
  static override function = 'ROUND'
  static override lookup_name = 'round'
  static override arity: number | null = null

  constructor(expression: any, precision: any = 0, options: Record<string, any> = {}) {
    const { precision: places = 0, ...rest } =
      typeof precision === 'object' && !(precision instanceof Value)
        ? precision
        : { precision, ...options }
    super(expression, places, rest)
  }

  override as_sqlite(compiler: any, connection: any): any {
    const precision = this.source_expressions[1]
    if (precision instanceof Value && precision.value < 0)
      throw new ValueError('SQLite does not support negative precision.')
    return super.as_sqlite(compiler, connection)
  }

  override _resolve_output_field(): any {
    return this.source_expressions[0].output_field
  }
}
export class Sign extends Transform {
  static override function = 'SIGN'
  static override lookup_name = 'sign'
}
export class Sin extends NumericTransform {
  static override function = 'SIN'
  static override lookup_name = 'sin'
}
export class Sqrt extends NumericTransform {
  static override function = 'SQRT'
  static override lookup_name = 'sqrt'
}
export class Tan extends NumericTransform {
  static override function = 'TAN'
  static override lookup_name = 'tan'
}
