/**
 * Columns inside expressions.
 *
 * Django: Query._gen_cols in django/db/models/sql/query.py
 */
import { Col, Ref } from '../expressions.ts'

/** All columns in `exprs`; what a Ref stands for is computed already and not looked into. */
export function* genColsOf(exprs: Iterable<any>): Generator<any> {
  yield* walk(exprs, false, false)
}

/** The same, Refs looked into; with `include_external`, columns that subqueries take from outside. */
export function* genCols(exprs: Iterable<any>, include_external = false): Generator<any> {
  yield* walk(exprs, include_external, true)
}

function* walk(
  exprs: Iterable<any>,
  include_external: boolean,
  resolve_refs: boolean,
): Generator<any> {
  for (const expr of exprs) {
    if (expr === null || expr === undefined) continue
    if (expr instanceof Col) yield expr
    else if (include_external && typeof expr.get_external_cols === 'function')
      yield* expr.get_external_cols()
    else if (typeof expr.get_source_expressions === 'function') {
      if (!resolve_refs && expr instanceof Ref) continue
      yield* walk(expr.get_source_expressions(), include_external, resolve_refs)
    }
  }
}
