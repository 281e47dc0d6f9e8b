/**
 * Queries that change rows, and the one around an aggregate.
 *
 * Django: django/db/models/sql/subqueries.py
 */
import { FieldError } from '../../../core/exceptions.ts'
import { late } from '../late.ts'
import type { OnConflict } from '../constants.ts'
import { Query } from './query.ts'

const GET_ITERATOR_CHUNK_SIZE = 100

export class DeleteQuery extends Query {
  override compiler = 'SQLDeleteCompiler'

  override setup(): void {
    this.compiler = 'SQLDeleteCompiler'
  }

  /** @returns how many rows went */
  delete_batch(pk_list: unknown[]): number {
    let count = 0
    const field = this.get_meta().pk
    for (let i = 0; i < pk_list.length; i += GET_ITERATOR_CHUNK_SIZE) {
      this.clear_where()
      this.add_filter(`${field.attname}__in`, pk_list.slice(i, i + GET_ITERATOR_CHUNK_SIZE))
      count += this.get_compiler().execute_sql('row count') ?? 0
    }
    return count
  }
}

export class UpdateQuery extends Query {
  override compiler = 'SQLUpdateCompiler'
  /** [field, value] */
  values: [any, unknown][] = []
  /** Parent model → its [field, value] pairs. */
  related_updates = new Map<any, [any, unknown][]>()
  related_ids: unknown[] | null = null

  override setup(): void {
    this.compiler = 'SQLUpdateCompiler'
    this.values ??= []
    this.related_updates ??= new Map()
    this.related_ids ??= null
  }

  override clone(): this {
    const clone = super.clone()
    clone.values = [...(this.values ?? [])]
    clone.related_updates = new Map(this.related_updates ?? [])
    return clone
  }

  update_batch(pk_list: unknown[], values: Record<string, unknown>): void {
    this.add_update_values(values)
    for (let i = 0; i < pk_list.length; i += GET_ITERATOR_CHUNK_SIZE) {
      this.clear_where()
      this.add_filter('pk__in', pk_list.slice(i, i + GET_ITERATOR_CHUNK_SIZE))
      this.get_compiler().execute_sql('no results')
    }
  }

  add_update_values(values: Record<string, unknown>): void {
    const pairs = Object.entries(values).flatMap(([name, value]): [any, unknown][] => {
      const field = this.get_meta().get_field(name)
      // the database works it out
      if (field.generated) return []
      if (field === field.model._meta.pk && field.model._meta.is_composite_pk)
        throw new FieldError('Composite primary key fields must be updated individually.')
      if ((field.auto_created && !field.concrete) || !field.concrete) {
        throw new FieldError(
          `Cannot update model field ${field.__repr__()} (only non-relations and foreign keys permitted).`,
        )
      }
      return [[field, value]]
    })
    this.add_update_fields(pairs)
  }

  add_update_fields(pairs: [any, unknown][]): void {
    for (const [field, given] of pairs) {
      const owner = field.model._meta.concrete_model
      if (owner !== this.get_meta().concrete_model) {
        // columns that the value speaks of are meant in the parent's table
        const known = this.related_updates.get(owner) ?? []
        this.related_updates.set(owner, [...known, [field, given]])
        continue
      }
      const value = (given as any)?.resolve_expression
        ? (given as any).resolve_expression(this, false, null, false, true)
        : given
      this.values.push([field, value])
    }
  }

  /** Updates of parents' tables (multi-table inheritance). */
  get_related_updates(): UpdateQuery[] {
    return [...this.related_updates].map(([model, values]) => {
      const query = new UpdateQuery(model)
      query.values = values
      if (this.related_ids !== null) query.add_filter('pk__in', this.related_ids)
      return query
    })
  }
}

export class InsertQuery extends Query {
  override compiler = 'SQLInsertCompiler'
  fields: any[] = []
  objs: any[] = []
  raw = false

  constructor(
    model: any,
    readonly on_conflict: OnConflict | null = null,
    readonly update_fields: any[] = [],
    readonly unique_fields: any[] = [],
  ) {
    super(model)
  }

  insert_values(fields: any[], objs: any[], raw = false): void {
    this.fields = fields
    this.objs = objs
    this.raw = raw
  }
}

export class AggregateQuery extends Query {
  override compiler = 'SQLAggregateCompiler'

  constructor(
    model: any,
    readonly inner_query: Query,
  ) {
    super(model)
  }
}

late.AggregateQuery = AggregateQuery
