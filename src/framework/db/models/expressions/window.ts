/**
 * Window functions: an aggregate or a window function over the rows around, without grouping them.
 *
 * Django: Window, RowRange, ValueRange in django/db/models/expressions.py, ref/models/expressions#window-functions
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { ValueError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { DecimalField, type Field, FloatField } from '../fields/index.ts'
import { castDecimal, BaseExpression, Expression, fill, type Sql } from './base.ts'
import { ExpressionList, Value } from './func.ts'
import { OrderByList } from './ordering.ts'
import { F } from './references.ts'

interface WindowOptions {
  partition_by?: any
  order_by?: any
  frame?: any
  output_field?: Field | null
}

export class Window extends Expression {
  source_expression: any
  partition_by: any
  order_by: any
  frame: any

  constructor(
    expression: any,
    { partition_by = null, order_by = null, frame = null, output_field = null }: WindowOptions = {},
  ) {
    super(output_field)
    if (expression?.window_compatible !== true) {
      throw new ValueError(
        `Expression '${class_name(expression?.constructor)}' isn't compatible with OVER clauses.`,
      )
    }
    this.partition_by =
      partition_by === null
        ? null
        : new ExpressionList(...(Array.isArray(partition_by) ? partition_by : [partition_by]))
    this.order_by = order_by === null ? null : orderByList(order_by)
    this.frame = frame
    this.source_expression = this._parse_expressions(expression)[0]
  }

  override get contains_aggregate(): boolean {
    return false
  }

  override get contains_over_clause(): boolean {
    return true
  }

  override _resolve_output_field(): any {
    return this.source_expression.output_field
  }

  override get_source_expressions(): any[] {
    return [this.source_expression, this.partition_by, this.order_by, this.frame]
  }

  override set_source_expressions([source, partition_by, order_by, frame]: any[]): void {
    this.source_expression = source
    this.partition_by = partition_by
    this.order_by = order_by
    this.frame = frame
  }

  override as_sql(compiler: any, connection: any): Sql {
    connection.ops.check_expression_support(this)
    const [sql, params] = compiler.compile(this.source_expression)
    const clauses: Sql[] = []
    if (this.partition_by !== null) {
      clauses.push(
        this.partition_by.as_sql(compiler, connection, {
          template: 'PARTITION BY %(expressions)s',
        }),
      )
    }
    if (this.order_by !== null) clauses.push(compiler.compile(this.order_by))
    if (this.frame) clauses.push(compiler.compile(this.frame))
    const window = clauses.map(([clause]) => clause).join(' ')
    return [
      fill('%(expression)s OVER (%(window)s)', { expression: sql, window }),
      [...params, ...clauses.flatMap(([, clause_params]) => clause_params)],
    ]
  }

  as_sqlite(compiler: any, connection: any): Sql {
    if (!(this.output_field instanceof DecimalField)) return this.as_sql(compiler, connection)
    // the CAST must stand around the whole window, not inside it
    const copy = this.copy()
    const source = copy.source_expression.copy()
    source.output_field = new FloatField()
    copy.source_expression = source
    return castDecimal(this, copy.as_sql(compiler, connection))
  }

  override get_group_by_cols(): any[] {
    return [
      ...(this.partition_by?.get_group_by_cols() ?? []),
      ...(this.order_by?.get_group_by_cols() ?? []),
    ]
  }

  __str__(): string {
    const partition = this.partition_by === null ? '' : `PARTITION BY ${str(this.partition_by)}`
    return `${str(this.source_expression)} OVER (${partition}${this.order_by === null ? '' : str(this.order_by)}${this.frame === null ? '' : str(this.frame)})`
  }

  __repr__(): string {
    return `<${class_name(this.constructor)}: ${this.__str__()}>`
  }
}

function orderByList(order_by: any): OrderByList {
  if (Array.isArray(order_by)) return new OrderByList(...order_by)
  if (typeof order_by === 'string' || order_by instanceof BaseExpression || order_by instanceof F)
    return new OrderByList(order_by)
  throw new ValueError(
    'Window.order_by must be either a string reference to a field, an expression, or a list or tuple of them.',
  )
}

export const WindowFrameExclusion = {
  CURRENT_ROW: 'CURRENT ROW',
  GROUP: 'GROUP',
  TIES: 'TIES',
  NO_OTHERS: 'NO OTHERS',
} as const

interface FrameOptions {
  start?: number | null
  end?: number | null
  exclusion?: string | null
}

/** Which rows around the current one count. null: without bound; negative: before. */
abstract class WindowFrame extends Expression {
  abstract readonly frame_type: 'ROWS' | 'RANGE'
  start: Value
  end: Value
  exclusion: string | null

  constructor(
    start: number | null | FrameOptions = null,
    end: number | null = null,
    more: FrameOptions = {},
  ) {
    super()
    const options =
      start !== null && typeof start === 'object' ? start : { ...more, start, end: more.end ?? end }
    this.start = new Value(options.start ?? null)
    this.end = new Value(options.end ?? null)
    this.exclusion = options.exclusion ?? null
  }

  override get_source_expressions(): any[] {
    return [this.start, this.end]
  }

  override set_source_expressions([start, end]: any[]): void {
    this.start = start
    this.end = end
  }

  override get_group_by_cols(): any[] {
    return []
  }

  override as_sql(_compiler: any, connection: any): Sql {
    const [start, end] = this.window_frame_start_end(connection)
    const exclude = this.exclusion === null ? '' : ` EXCLUDE ${this.exclusion}`
    return [`${this.frame_type} BETWEEN ${start} AND ${end}${exclude}`, []]
  }

  window_frame_start_end(connection: any): [string, string] {
    return connection.ops.window_frame_rows_start_end(this.start.value, this.end.value)
  }
}

export class RowRange extends WindowFrame {
  readonly frame_type = 'ROWS'
}

export class ValueRange extends WindowFrame {
  readonly frame_type = 'RANGE'

  override window_frame_start_end(connection: any): [string, string] {
    return connection.ops.window_frame_range_start_end(this.start.value, this.end.value)
  }
}
