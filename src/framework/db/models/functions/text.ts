/**
 * Functions on text. Length and positions count code points; UPPER and LOWER know ASCII only, as SQLite does.
 *
 * Django: django/db/models/functions/text.py, ref/models/database-functions#text-functions
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { splitKwargs } from '../arguments.ts'
import { Func, Value } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { CharField, type Field, IntegerField } from '../fields/index.ts'
import { isExpression, late } from '../late.ts'
import { Transform } from '../lookups.ts'
import { Coalesce } from './comparison.ts'

export class MD5 extends Transform {
  static override function = 'MD5'
  static override lookup_name = 'md5'
}
export class SHA1 extends Transform {
  static override function = 'SHA1'
  static override lookup_name = 'sha1'
}
export class SHA224 extends Transform {
  static override function = 'SHA224'
  static override lookup_name = 'sha224'
}
export class SHA256 extends Transform {
  static override function = 'SHA256'
  static override lookup_name = 'sha256'
}
export class SHA384 extends Transform {
  static override function = 'SHA384'
  static override lookup_name = 'sha384'
}
export class SHA512 extends Transform {
  static override function = 'SHA512'
  static override lookup_name = 'sha512'
}

export class Chr extends Transform {
  static override function = 'CHAR'
  static override lookup_name = 'chr'
  static override output_field: Field | null = new CharField()
}

/** Two texts side by side; null counts as empty. */
export class ConcatPair extends Func {
  static override function = 'CONCAT'

  override as_sqlite(compiler: any, connection: any, extra: Record<string, any> = {}): Sql {
    return this.coalesced().as_sql(compiler, connection, {
      template: '(%(expressions)s)',
      arg_joiner: ' || ',
      ...extra,
    })
  }

  private coalesced(): this {
    const copy = this.copy()
    copy.source_expressions = copy.source_expressions.map((expr) => {
      const text = expr.output_field instanceof CharField ? expr : new AsText(expr)
      return new Coalesce(text, new Value(''))
    })
    return copy
  }
}

/** A number's text, for joining. */
class AsText extends Func {
  static override function = 'CAST'
  static override template = '%(function)s(%(expressions)s AS TEXT)'
  static override output_field: Field | null = new CharField()
}

/** Any number of texts in a row. */
export class Concat extends Func {
  static override template = '%(expressions)s'

  constructor(...args: unknown[]) {
    const [expressions, options] = splitKwargs(args)
    if (expressions.length < 2) throw new ValueError('Concat must take at least two expressions')
    super(paired(expressions, options['output_field'] ?? null), options)
  }
}

function paired(expressions: any[], output_field: Field | null): ConcatPair {
  const options = output_field === null ? {} : { output_field }
  if (expressions.length === 2) return new ConcatPair(...expressions, options)
  return new ConcatPair(expressions[0], paired(expressions.slice(1), output_field), options)
}

/** First characters. */
export class Left extends Func {
  static override function: string | null = 'LEFT'
  static override arity: number | null = 2
  static override output_field: Field | null = new CharField()

  constructor(expression: any, length: any, options: Record<string, any> = {}) {
    if (!isExpression(length) && length < 1)
      throw new ValueError("'length' must be greater than 0.")
    super(expression, length, options)
  }

  get_substr(): Func {
    return new Substr(this.source_expressions[0], new Value(1), this.source_expressions[1])
  }

  override as_sqlite(compiler: any, connection: any): Sql {
    return this.get_substr().as_sqlite(compiler, connection)
  }
}

export class Length extends Transform {
  static override function = 'LENGTH'
  static override lookup_name = 'length'
  static override output_field: Field | null = new IntegerField()
}

export class Lower extends Transform {
  static override function = 'LOWER'
  static override lookup_name = 'lower'
}

export class LPad extends Func {
  static override function = 'LPAD'
  static override output_field: Field | null = new CharField()

  constructor(
    expression: any,
    length: any,
    fill_text: any = new Value(' '),
    options: Record<string, any> = {},
  ) {
    if (!isExpression(length) && length !== null && length < 0)
      throw new ValueError("'length' must be greater or equal to 0.")
    super(expression, length, fill_text, options)
  }
}

export class LTrim extends Transform {
  static override function = 'LTRIM'
  static override lookup_name = 'ltrim'
}

export class Ord extends Transform {
  static override function = 'UNICODE'
  static override lookup_name = 'ord'
  static override output_field: Field | null = new IntegerField()
}

export class Repeat extends Func {
  static override function = 'REPEAT'
  static override output_field: Field | null = new CharField()

  constructor(expression: any, number: any, options: Record<string, any> = {}) {
    if (!isExpression(number) && number !== null && number < 0)
      throw new ValueError("'number' must be greater or equal to 0.")
    super(expression, number, options)
  }
}

export class Replace extends Func {
  static override function = 'REPLACE'

  constructor(
    expression: any,
    text: any,
    replacement: any = new Value(''),
    options: Record<string, any> = {},
  ) {
    super(expression, text, replacement, options)
  }
}

export class Reverse extends Transform {
  static override function = 'REVERSE'
  static override lookup_name = 'reverse'
}

/** Last characters. */
export class Right extends Left {
  static override function: string | null = 'RIGHT'

  override get_substr(): Func {
    const length = this.source_expressions[1]
    return new Substr(this.source_expressions[0], length.mul(new Value(-1)), length)
  }
}

export class RPad extends LPad {
  static override function = 'RPAD'
}

export class RTrim extends Transform {
  static override function = 'RTRIM'
  static override lookup_name = 'rtrim'
}

/** Where a text occurs, from 1; 0: nowhere. */
export class StrIndex extends Func {
  static override function = 'INSTR'
  static override arity: number | null = 2
  static override output_field: Field | null = new IntegerField()
}

/** Part of a text; `pos` counts from 1. */
export class Substr extends Func {
  static override function = 'SUBSTR'
  static override output_field: Field | null = new CharField()

  constructor(expression: any, pos: any, length: any = null, options: Record<string, any> = {}) {
    if (!isExpression(pos) && pos < 1) throw new ValueError("'pos' must be greater than 0")
    super(...(length === null ? [expression, pos] : [expression, pos, length]), options)
  }
}

export class Trim extends Transform {
  static override function = 'TRIM'
  static override lookup_name = 'trim'
}

export class Upper extends Transform {
  static override function = 'UPPER'
  static override lookup_name = 'upper'
}

late.Substr = Substr
