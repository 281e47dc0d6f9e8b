/**
 * Functions that choose among values, and casts.
 *
 * Django: django/db/models/functions/comparison.py, ref/models/database-functions#comparison-and-conversion-functions
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { splitKwargs } from '../arguments.ts'
import { Func } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { outputField } from '../expressions/func.ts'

/** `new Cast('views', new FloatField())` */
export class Cast extends Func {
  static override function = 'CAST'
  static override template = '%(function)s(%(expressions)s AS %(db_type)s)'

  constructor(expression: any, options: any) {
    super(expression, { output_field: outputField(options) })
  }

  override as_sql(compiler: any, connection: any, extra: Record<string, any> = {}): Sql {
    return super.as_sql(compiler, connection, {
      db_type: this.output_field.cast_db_type(connection),
      ...extra,
    })
  }

  override as_sqlite(compiler: any, connection: any, extra: Record<string, any> = {}): Sql {
    const type = this.output_field.db_type(connection)
    // CAST to a date type would keep the digits of the year alone
    if (type === 'datetime' || type === 'time') {
      const format = type === 'datetime' ? '%%Y-%%m-%%d %%H:%%M:%%f' : '%%H:%%M:%%f'
      return super.as_sql(compiler, connection, {
        template: `strftime(%(fmt)s, %(expressions)s)`,
        fmt: `'${format}'`,
        ...extra,
      })
    }
    if (type === 'date')
      return super.as_sql(compiler, connection, { template: 'date(%(expressions)s)', ...extra })
    return super.as_sqlite(compiler, connection, extra)
  }
}

/** The first value that is not null. */
export class Coalesce extends Func {
  static override function = 'COALESCE'

  constructor(...args: unknown[]) {
    const [expressions] = splitKwargs(args)
    if (expressions.length < 2) throw new ValueError('Coalesce must take at least two expressions')
    super(...args)
  }

  override get empty_result_set_value(): unknown {
    for (const expression of this.source_expressions) {
      const result = expression.empty_result_set_value
      if (result === undefined || result !== null) return result
    }
    return null
  }
}

export class Collate extends Func {
  static override function = 'COLLATE'
  static override template = '%(expressions)s %(function)s %(collation)s'

  constructor(
    expression: any,
    readonly collation: string,
  ) {
    if (!/^[\w-]+$/.test(collation)) throw new ValueError(`Invalid collation name: '${collation}'.`)
    super(expression)
  }

  override as_sql(compiler: any, connection: any, extra: Record<string, any> = {}): Sql {
    return super.as_sql(compiler, connection, {
      collation: connection.ops.quote_name(this.collation),
      ...extra,
    })
  }
}

/** The largest argument; null if one is null. */
export class Greatest extends Func {
  static override function = 'MAX'

  constructor(...args: unknown[]) {
    const [expressions] = splitKwargs(args)
    if (expressions.length < 2) throw new ValueError('Greatest must take at least two expressions')
    super(...args)
  }
}

/** The smallest argument; null if one is null. */
export class Least extends Func {
  static override function = 'MIN'

  constructor(...args: unknown[]) {
    const [expressions] = splitKwargs(args)
    if (expressions.length < 2) throw new ValueError('Least must take at least two expressions')
    super(...args)
  }
}

/** null where both are equal. */
export class NullIf extends Func {
  static override function = 'NULLIF'
  static override arity: number | null = 2
}
