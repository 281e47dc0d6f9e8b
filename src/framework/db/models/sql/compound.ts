/**
 * SELECTs made of SELECTs: UNION and its kin, and conditions on windows, which SQL only allows around the query that
 * computes them. SQLite takes no parentheses around the parts.
 *
 * Django: get_combinator_sql, get_qualify_sql of SQLCompiler in django/db/models/sql/compiler.py
 */
import { EmptyResultSet } from '../../../core/exceptions.ts'
import { DatabaseError } from '../../utils.ts'
import { Ref } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { identityOf } from '../identity.ts'
import { Lookup } from '../lookups.ts'
import { WhereNode } from './where.ts'
import type { SQLCompiler } from './compiler.ts'

/** UNION, INTERSECT, EXCEPT. */
export function combinatorSql(whole: SQLCompiler, combinator: string): [string[], unknown[]] {
  const { query, connection } = whole
  const parts_compilers: SQLCompiler[] = query.combined_queries.map((part: any) =>
    part.get_compiler(connection, whole.elide_empty),
  )
  for (const compiler of parts_compilers) {
    if (compiler.query.is_sliced)
      throw new DatabaseError('LIMIT/OFFSET not allowed in subqueries of compound statements.')
    if (compiler.get_order_by().length > 0)
      throw new DatabaseError('ORDER BY not allowed in subqueries of compound statements.')
  }
  const parts: Sql[] = []
  let empty: SQLCompiler | null = null
  for (const compiler of parts_compilers) {
    try {
      parts.push(combinatorPart(whole, compiler))
    } catch (error) {
      const skip = combinator === 'union' || (combinator === 'difference' && parts.length > 0)
      if (!(error instanceof EmptyResultSet) || !skip) throw error
      empty = compiler
    }
  }
  if (parts.length === 0) throw new EmptyResultSet()
  if (parts.length === 1 && combinator === 'union' && query.is_sliced && empty !== null) {
    const rest = empty.query.get_compiler(connection, false)
    parts.push(combinatorPart(whole, rest))
  }
  const all = query.combinator_all && combinator === 'union' ? ' ALL' : ''
  const word = connection.ops.set_operators[combinator]
  return [
    [parts.map(([sql]) => sql).join(` ${word}${all} `)],
    parts.flatMap(([, params]) => params),
  ]
}

function combinatorPart(whole: SQLCompiler, given: SQLCompiler): Sql {
  let compiler = given
  const { selected } = whole.query
  if (selected !== null && compiler.query.selected === null) {
    const query = compiler.query.clone()
    query.set_values(selected)
    compiler = query.get_compiler(whole.connection, compiler.elide_empty)
  }
  const [sql, params] = compiler.as_sql(true, true)
  // SQLite takes no parentheses here
  return [compiler.query.combinator === null ? sql : `SELECT * FROM (${sql})`, params]
}

/** Conditions on windows: the windows are computed in a subquery, the conditions stand around it. */
export function qualifySql(compiler: SQLCompiler): [string[], unknown[]] {
  const { query, connection } = compiler
  const inner = query.clone()
  inner.subquery = true
  inner.where = WhereNode.create([compiler.where, compiler.having].filter((part) => part !== null))
  compiler.get_select(true)
  const select = new Map<string, string>(
    compiler.select.map(([expr, , alias]) => [identityOf(expr), alias!]),
  )
  const aliases = new Set(select.values())
  const replacements = new Map<string, any>()
  const qual_aliases = new Set<string>()
  const collect = (start: any[]) => {
    const queue = [...start]
    while (queue.length > 0) {
      const expr = queue.pop()
      const key = identityOf(expr)
      if (replacements.has(key)) continue
      const alias = select.get(key)
      if (alias !== undefined) replacements.set(key, new Ref(alias, expr))
      else if (expr instanceof Lookup) queue.push(...expr.get_source_expressions())
      else if (expr instanceof Ref) {
        if (!aliases.has(expr.refs)) queue.push(...expr.get_source_expressions())
      } else {
        const name = `qual${qual_aliases.size}`
        qual_aliases.add(name)
        inner.add_annotation(expr, name)
        replacements.set(key, new Ref(name, expr))
      }
    }
  }
  collect([...compiler.qualify!.leaves()])
  const qualify = compiler.qualify!.replace_expressions(replacements)
  const order_by: any[] = []
  for (const [expr] of compiler.get_order_by()) {
    collect(expr.get_source_expressions())
    order_by.push(expr.replace_expressions(replacements))
  }
  const [inner_sql, inner_params] = inner
    .get_compiler(connection, compiler.elide_empty)
    .as_sql(false, true)
  const [qualify_sql, qualify_params] = compiler.compile(qualify)
  const { ops } = connection
  let result = ['SELECT * FROM (', inner_sql, ')', ops.quote_name('qualify'), 'WHERE', qualify_sql]
  if (qual_aliases.size > 0) {
    const cols = [...select.values()].map((alias) => ops.quote_name(alias))
    result = ['SELECT', cols.join(', '), 'FROM (', ...result, ')', ops.quote_name('qualify_mask')]
  }
  const params = [...inner_params, ...qualify_params]
  if (order_by.length > 0) {
    const terms = order_by.map((term) => compiler.compile(term))
    result.push('ORDER BY', terms.map(([sql]) => sql).join(', '))
    params.push(...terms.flatMap(([, term_params]) => term_params))
  }
  return [result, params]
}
