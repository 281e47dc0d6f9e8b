/**
 * INSERT, UPDATE, DELETE and the SELECT around an aggregate.
 *
 * Django: SQLInsertCompiler and the like in django/db/models/sql/compiler.py
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { repr, str } from '../../../../base/python/protocols.ts'
import { FieldError, FullResultSet } from '../../../core/exceptions.ts'
import { ColPairs } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { hasSql, isExpression, isModel } from '../late.ts'
import { SQLCompiler } from './compiler.ts'
import type { ResultType } from './constants.ts'
import { compilers, Query } from './query.ts'

/** Values that speak of other rows cannot be stored. */
function checkStorable(value: any, field: any): void {
  const what = value.contains_aggregate
    ? 'Aggregate functions are'
    : value.contains_over_clause
      ? 'Window expressions are'
      : null
  if (what !== null)
    throw new FieldError(`${what} not allowed in this query (${field.name}=${repr(value)}).`)
}

export class SQLInsertCompiler extends SQLCompiler {
  private returning_fields: any[] = []

  private prepare_value(field: any, given: any): any {
    let value = given
    if (isExpression(value)) {
      value = value.resolve_expression(this.query, false, null, false, true)
      if (value.contains_column_references) {
        throw new ValueError(
          `Failed to insert expression "${str(value)}" on ${str(field)}. F() expressions can only be used to update, not to insert.`,
        )
      }
      checkStorable(value, field)
    }
    return field.get_db_prep_save(value, this.connection)
  }

  /** The slots of one row, mostly `plain`; adds its values to `params`. */
  private rowSql(fields: any[], obj: any, params: unknown[], plain: string): string {
    const { raw, fields: given } = this.query
    if (given.length === 0) return '(NULL)'
    let special: string[] | null = null
    for (let i = 0; i < fields.length; i += 1) {
      const field = fields[i]
      const value = this.prepare_value(field, raw ? obj[field.attname] : field.pre_save(obj, true))
      let slot = '%s'
      if (hasSql(value)) {
        const [sql, value_params] = this.compile(value)
        params.push(...value_params)
        slot = sql
      } else {
        params.push(value)
        if (field.get_placeholder !== undefined)
          slot = field.get_placeholder(value, this, this.connection)
      }
      if (slot !== '%s') (special ??= Array<string>(fields.length).fill('%s'))[i] = slot
    }
    return special === null ? plain : `(${special.join(', ')})`
  }

  override as_sql(): Sql {
    const { query, connection } = this
    const { ops } = connection
    const opts = query.get_meta()
    const fields = query.fields.length > 0 ? query.fields : [opts.pk]
    const params: unknown[] = []
    const plain = `(${Array(fields.length).fill('%s').join(', ')})`
    const rows: string[] = query.objs.map((obj: any) => this.rowSql(fields, obj, params, plain))
    const columns = fields.map((field: any) => ops.quote_name(field.column)).join(', ')
    const verb = query.on_conflict === 'IGNORE' ? 'INSERT OR IGNORE INTO' : 'INSERT INTO'
    const result = [
      `${verb} ${ops.quote_name(opts.db_table)} (${columns}) VALUES ${rows.join(', ')}`,
    ]
    if (query.on_conflict === 'UPDATE') {
      const unique = query.unique_fields
        .map((field: any) => ops.quote_name(field.column))
        .join(', ')
      const updates = query.update_fields.map((field: any) => {
        const column = ops.quote_name(field.column)
        return `${column} = EXCLUDED.${column}`
      })
      result.push(`ON CONFLICT(${unique}) DO UPDATE SET ${updates.join(', ')}`)
    }
    if (this.returning_fields.length > 0) {
      const returned = this.returning_fields.map(
        (field) => `${ops.quote_name(field.model._meta.db_table)}.${ops.quote_name(field.column)}`,
      )
      result.push(`RETURNING ${returned.join(', ')}`)
    }
    return [result.join(' '), params]
  }

  /** @returns a row of the returning fields for each object; none where nothing was asked back */
  insert(returning_fields: any[]): any[][] {
    this.returning_fields = returning_fields
    const [sql, params] = this.as_sql()
    const cursor = this.connection.cursor().execute(sql, params)
    if (returning_fields.length === 0) return []
    const cols = returning_fields.map((field) => field.get_col(this.query.get_meta().db_table))
    return this.apply_converters(cursor.takeRows(), this.get_converters(cols))
  }
}

export class SQLDeleteCompiler extends SQLCompiler {
  override as_sql(): Sql {
    const { query } = this
    query.get_initial_alias()
    const active = [...query.alias_refcount.values()].filter((count) => count > 0).length
    if (active === 1) return this.deleteFrom(query)
    const inner = query.clone()
    Object.setPrototypeOf(inner, Query.prototype)
    inner.compiler = 'SQLCompiler'
    inner.clear_select_clause()
    inner.select = [query.model._meta.pk.get_col(query.get_initial_alias())]
    const outer = new Query(query.model)
    outer.get_initial_alias()
    outer.add_filter('pk__in', inner)
    return this.deleteFrom(outer)
  }

  private deleteFrom(query: any): Sql {
    const statement = `DELETE FROM ${this.quote_name_unless_alias(query.base_table)}`
    try {
      const [where, params] = this.compile(query.where)
      return [`${statement} WHERE ${where}`, params]
    } catch (error) {
      if (error instanceof FullResultSet) return [statement, []]
      throw error
    }
  }
}

export class SQLUpdateCompiler extends SQLCompiler {
  override as_sql(): Sql {
    this.rewriteJoins()
    const { query } = this
    if (query.values.length === 0) return ['', []]
    const assignments: string[] = []
    const params: unknown[] = []
    for (const [field, given] of query.values) {
      const value = field.get_db_prep_save(this.resolve(field, given), this.connection)
      const column = this.quote_name_unless_alias(field.column)
      if (hasSql(value)) {
        const [sql, value_params] = this.compile(value)
        assignments.push(`${column} = ${sql}`)
        params.push(...value_params)
      } else if (value === null) assignments.push(`${column} = NULL`)
      else {
        const slot =
          typeof field.get_placeholder === 'function'
            ? field.get_placeholder(value, this, this.connection)
            : '%s'
        assignments.push(`${column} = ${slot}`)
        params.push(value)
      }
    }
    const update = `UPDATE ${this.quote_name_unless_alias(query.base_table)} SET ${assignments.join(', ')}`
    try {
      const [where, where_params] = this.compile(query.where)
      return [`${update} WHERE ${where}`, [...params, ...where_params]]
    } catch (error) {
      if (error instanceof FullResultSet) return [update, params]
      throw error
    }
  }

  private resolve(field: any, value: any): any {
    if (isExpression(value)) {
      const resolved = value.resolve_expression(this.query, false, null, false, true)
      checkStorable(resolved, field)
      if (resolved instanceof ColPairs) {
        throw new FieldError(
          `Composite primary keys expressions are not allowed in this query (${field.name}=F('pk')).`,
        )
      }
      return resolved
    }
    if (!isModel(value)) return value
    if (field.remote_field) return value.prepare_database_save(field)
    throw new TypeError(
      `Tried to update field ${str(field)} with a model instance, ${repr(value)}. Use a value compatible with ${class_name(field.constructor)}.`,
    )
  }

  override execute_sql(result_type: ResultType): any {
    let count = super.execute_sql(result_type)
    for (const related of this.query.get_related_updates()) {
      const also = related.get_compiler().execute_sql(result_type)
      if (count === null && also) count = also
    }
    return count ?? 0
  }

  /** UPDATE knows no joins: conditions over other tables become `id IN (SELECT …)`. */
  private rewriteJoins(): void {
    const { query } = this
    const refcounts = new Map<string, number>(query.alias_refcount)
    query.get_initial_alias()
    const count = query.count_active_tables()
    if (query.related_updates.size === 0 && count === 1) return
    const inner = query.chain(Query)
    inner.compiler = 'SQLCompiler'
    inner.select_related = false
    inner.clear_ordering({ force: true })
    inner.extra = new Map()
    inner.select = []
    inner.add_fields([query.get_meta().pk.name])
    super.pre_sql_setup()
    query.clear_where()
    if (query.related_updates.size > 0) {
      const pks = inner
        .get_compiler()
        .execute_sql('multi')
        .map((row: unknown[]) => (query.get_meta().is_composite_pk ? row : row[0]))
      query.add_filter('pk__in', pks)
      query.related_ids = pks
    } else query.add_filter('pk__in', inner)
    query.reset_refcounts(refcounts)
  }
}

export class SQLAggregateCompiler extends SQLCompiler {
  override as_sql(): Sql {
    const compiled: Sql[] = [...this.query.annotation_select.values()].map((annotation: any) => {
      const [sql, params] = this.compile(annotation)
      return annotation.select_format(this, sql, params)
    })
    this.col_count = compiled.length
    const [inner, inner_params] = this.query.inner_query
      .get_compiler(this.connection, this.elide_empty)
      .as_sql(true, true)
    return [
      `SELECT ${compiled.map(([sql]) => sql).join(', ')} FROM (${inner}) subquery`,
      [...compiled.flatMap(([, params]) => params), ...inner_params],
    ]
  }
}

Object.assign(compilers, {
  SQLInsertCompiler,
  SQLDeleteCompiler,
  SQLUpdateCompiler,
  SQLAggregateCompiler,
})
