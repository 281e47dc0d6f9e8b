/**
 * Changes of tables as migrations make them. SQLite alters little by itself: most changes make the table anew, fill it
 * from the old one and take its place. With `collect_sql` nothing is run, and the SQL stands in `collected_sql`.
 *
 * Django: django/db/backends/sqlite3/schema.py, django/db/backends/base/schema.py
 * Left out: comments, tablespaces; index names of renamed tables stay, as in Django.
 */
import { NotImplementedError, ValueError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { fieldShape } from '../../migrations/deconstruct.ts'
import { UniqueConstraint, type BaseConstraint } from '../../models/constraints.ts'
import type { AnyField, Instance, ModelClass } from '../../models/declared.ts'
import { CompositePrimaryKey } from '../../models/fields/composite.ts'
import type { Index } from '../../models/indexes.ts'
import { atomic, type Atomic } from '../../transaction.ts'
import { NotSupportedError } from '../../utils.ts'
import { effectiveDefault, quoteValue } from './defaults.ts'
import { remakeTable, type Remake } from './remake_table.ts'
import { createIndexName, DatabaseSchemaEditor, indexSql, quote } from './schema.ts'

/** A statement for the end of the migration; follows its table when that is renamed. */
interface Deferred {
  table: string
  make(table: string): string
}

interface EditorOptions {
  readonly collect_sql?: boolean
  readonly atomic?: boolean
}

/** Arguments of a field that the database does not know of. */
const NOT_IN_DATABASE = [
  'blank',
  'choices',
  'db_column',
  'editable',
  'error_messages',
  'help_text',
  'limit_choices_to',
  'on_delete',
  'related_name',
  'related_query_name',
  'validators',
  'verbose_name',
]

export class MigrationEditor extends DatabaseSchemaEditor {
  readonly collect_sql: boolean
  readonly collected_sql: string[] = []
  readonly atomic_migration: boolean
  private deferred: Deferred[] = []
  private block: Atomic | null = null

  constructor(connection: Instance, { collect_sql = false, atomic = true }: EditorOptions = {}) {
    super(connection)
    this.collect_sql = collect_sql
    this.atomic_migration = atomic
  }

  /** Foreign keys are not checked while tables are made anew, and all of them at the end. */
  __enter__(): this {
    if (!this.collect_sql && !this.connection.disable_constraint_checking()) {
      throw new NotSupportedError(
        'SQLite schema editor cannot be used while foreign key constraint checks are enabled. Make sure to disable them before entering a transaction.atomic() context because SQLite does not support disabling them in the middle of a multi-statement transaction.',
      )
    }
    if (this.atomic_migration && !this.collect_sql) this.block = atomic().__enter__()
    return this
  }

  __exit__(exc_type: unknown = null, exc_value: unknown = null): void {
    try {
      if (exc_type === null) this.runDeferred()
      if (exc_type === null && !this.collect_sql) this.connection.check_constraints()
      this.block?.__exit__(exc_type, exc_value)
    } catch (error) {
      if (exc_type === null) this.block?.__exit__(error?.constructor ?? Error, error)
      throw error
    } finally {
      if (!this.collect_sql) this.connection.enable_constraint_checking()
    }
  }

  /** `with connection.schema_editor() as schema_editor:` */
  run<T>(body: (schema_editor: this) => T): T {
    this.__enter__()
    let result: T
    try {
      result = body(this)
    } catch (error) {
      this.__exit__(error?.constructor ?? Error, error)
      throw error
    }
    this.__exit__()
    return result
  }

  /** @param params  null: the text is complete, and `%` means itself */
  override execute(sql: string, params: readonly unknown[] | null = null): void {
    if (!this.collect_sql) {
      this.connection.cursor().execute(sql, params)
      return
    }
    let next = 0
    const whole =
      params === null
        ? sql
        : sql.replace(/%[s%]/g, (slot) => (slot === '%%' ? '%' : quoteValue(params[next++])))
    this.collected_sql.push(/;\s*$/.test(whole) ? whole : `${whole};`)
  }

  runDeferred(): void {
    const statements = this.deferred
    this.deferred = []
    for (const { table, make } of statements) this.execute(make(table))
  }

  defer(table: string, make: (table: string) => string): void {
    this.deferred.push({ table, make })
  }

  /** The table; its indexes follow at the end. */
  override create_table(model: ModelClass): void {
    this.execute(this.tableSql(model, model._meta.db_table))
    for (const sql of indexSql(model, this)) this.defer(model._meta.db_table, () => sql)
  }

  override delete_model(model: ModelClass): void {
    for (const field of model._meta.local_many_to_many)
      if (field.remote_field.through._meta.auto_created)
        this.delete_model(field.remote_field.through)
    this.dropTable(model)
  }

  /** The table alone, with what was still to be made for it. */
  dropTable(model: ModelClass): void {
    const table: string = model._meta.db_table
    this.execute(`DROP TABLE ${quote(table)}`)
    this.deferred = this.deferred.filter((statement) => statement.table !== table)
  }

  alter_db_table(_model: ModelClass, old_db_table: string, new_db_table: string): void {
    if (old_db_table === new_db_table) return
    this.execute(`ALTER TABLE ${quote(old_db_table)} RENAME TO ${quote(new_db_table)}`)
    for (const statement of this.deferred)
      if (statement.table === old_db_table) statement.table = new_db_table
  }

  add_field(model: ModelClass, field: AnyField): void {
    if (field.many_to_many === true) {
      if (field.remote_field.through._meta.auto_created)
        this.create_model(field.remote_field.through)
      return
    }
    // with the fields of a composite key the table was made anew already
    if (field instanceof CompositePrimaryKey) return
    // SQLite adds a column only where nothing has to be put into the rows that are there
    const isPlain =
      !field.primary_key &&
      !field.unique &&
      field.null &&
      !field.generated &&
      !field.has_db_default() &&
      effectiveDefault(field, this.connection) === null
    if (!isPlain) return this.remake(model, { created: field })
    const table: string = model._meta.db_table
    const definition = `${quote(field.column)} ${this.columnSql(field)}`
    this.execute(`ALTER TABLE ${quote(table)} ADD COLUMN ${definition}`)
    if (field.db_index) this.defer(table, (now) => indexOf(now, field.column))
  }

  remove_field(model: ModelClass, field: AnyField): void {
    if (field.many_to_many === true) {
      if (field.remote_field.through._meta.auto_created)
        this.delete_model(field.remote_field.through)
      return
    }
    const isReferring = field.remote_field !== null && field.db_constraint
    if (field.primary_key || field.unique || field.db_index || isReferring)
      return this.remake(model, { deleted: field })
    this.execute(`ALTER TABLE ${quote(model._meta.db_table)} DROP COLUMN ${quote(field.column)}`)
  }

  alter_field(model: ModelClass, old_field: AnyField, new_field: AnyField): void {
    if (!shouldAlter(old_field, new_field)) return
    const types = [old_field, new_field].map((field) => field.db_type(this.connection))
    if (types.every((type) => type === null)) {
      const isOwn = [old_field, new_field].map((field) =>
        Boolean(field.remote_field?.through?._meta.auto_created),
      )
      if (isOwn[0] && isOwn[1]) return this.alterManyToMany(old_field, new_field)
      if (!isOwn[0] && !isOwn[1]) return
    }
    if (types.includes(null)) {
      throw new ValueError(
        `Cannot alter field ${str(old_field)} into ${str(new_field)} - they are not compatible types (you cannot alter to or from M2M fields, or add or remove through= on M2M fields)`,
      )
    }
    if (old_field.generated !== new_field.generated) {
      throw new ValueError(
        `Modifying GeneratedFields is not supported - the field ${str(new_field)} must be removed and re-added with the new definition.`,
      )
    }
    const isSameColumn = this.columnSql(old_field) === this.columnSql(new_field)
    const refers = (field: AnyField) => field.remote_field !== null && field.db_constraint
    if (
      old_field.column !== new_field.column &&
      isSameColumn &&
      !refers(old_field) &&
      !refers(new_field)
    ) {
      const [from, to] = [quote(old_field.column), quote(new_field.column)]
      this.execute(`ALTER TABLE ${quote(model._meta.db_table)} RENAME COLUMN ${from} TO ${to}`)
      return
    }
    this.remake(model, { altered: [[old_field, new_field]] })
    if (new_field.unique && types[0] !== types[1])
      for (const related of referringTo(model, new_field)) this.remake(related, {})
  }

  /** A table between follows its models. */
  alterManyToMany(old_field: AnyField, new_field: AnyField): void {
    const [old_through, new_through] = [
      old_field.remote_field.through,
      new_field.remote_field.through,
    ]
    if (old_through._meta.db_table === new_through._meta.db_table) {
      const pair = (side: 'm2m_target' | 'm2m_source') =>
        [old_field[side], new_field[side]] as const
      return this.remake(old_through, { altered: [pair('m2m_target'), pair('m2m_source')] })
    }
    this.create_model(new_through)
    const columns = (field: AnyField) =>
      ['id', field.m2m_column_name(), field.m2m_reverse_name()].join(', ')
    this.execute(
      `INSERT INTO ${quote(new_through._meta.db_table)} (${columns(new_field)}) SELECT ${columns(old_field)} FROM ${quote(old_through._meta.db_table)}`,
    )
    this.delete_model(old_through)
  }

  alter_unique_together(
    model: ModelClass,
    old_unique_together: readonly (readonly string[])[],
    new_unique_together: readonly (readonly string[])[],
  ): void {
    const table: string = model._meta.db_table
    const has = (list: readonly (readonly string[])[], names: readonly string[]) =>
      list.some((other) => other.join() === names.join())
    const nameOf = (names: readonly string[]) => {
      const columns = names.map((name) => model._meta.get_field(name).column as string)
      return [createIndexName(table, columns, '_uniq'), columns] as const
    }
    for (const names of old_unique_together) {
      if (has(new_unique_together, names)) continue
      this.execute(`DROP INDEX ${quote(nameOf(names)[0])}`)
    }
    for (const names of new_unique_together) {
      if (has(old_unique_together, names)) continue
      const [name, columns] = nameOf(names)
      const list = columns.map(quote).join(', ')
      this.execute(`CREATE UNIQUE INDEX ${quote(name)} ON ${quote(table)} (${list})`)
    }
  }

  add_index(model: ModelClass, index: Index): void {
    this.execute(index.create_sql(model, this))
  }

  remove_index(_model: ModelClass, index: Index): void {
    this.execute(`DROP INDEX ${quote(index.name)}`)
  }

  /** SQLite cannot rename an index. */
  rename_index(model: ModelClass, old_index: Index, new_index: Index): void {
    this.remove_index(model, old_index)
    this.add_index(model, new_index)
  }

  add_constraint(model: ModelClass, constraint: BaseConstraint): void {
    const sql = this.ownIndex(model, constraint)
    if (sql === null) this.remake(model, {})
    else this.execute(sql)
  }

  remove_constraint(model: ModelClass, constraint: BaseConstraint): void {
    if (this.ownIndex(model, constraint) === null) this.remake(model, {})
    else this.execute(`DROP INDEX ${quote(constraint.name)}`)
  }

  /** The index that a conditional constraint is; null for one that stands in the table's definition. */
  private ownIndex(model: ModelClass, constraint: BaseConstraint): string | null {
    return constraint instanceof UniqueConstraint ? constraint.index_sql(model, this) : null
  }

  private remake(model: ModelClass, changes: Remake): void {
    remakeTable(this, model, changes)
  }

  alter_db_table_comment(): never {
    throw new NotImplementedError('SQLite does not support comments.')
  }
}

function indexOf(table: string, column: string): string {
  return `CREATE INDEX ${quote(createIndexName(table, [column]))} ON ${quote(table)} (${quote(column)})`
}

/** False where only the code changed: a label, a help text, a validator. */
function shouldAlter(old_field: AnyField, new_field: AnyField): boolean {
  const isBetween = new_field.many_to_many === true
  const without = [...NOT_IN_DATABASE]
  const targets = [old_field, new_field].map((field) => field.remote_field?.model._meta.db_table)
  if (!isBetween && targets[0] !== undefined && targets[0] === targets[1]) without.push('to')
  return (
    // a table between is named after its field
    (isBetween ? old_field.name !== new_field.name : old_field.column !== new_field.column) ||
    fieldShape(old_field, without) !== fieldShape(new_field, without)
  )
}

/** Tables with a key of this field's type: they follow when it changes. */
function referringTo(model: ModelClass, field: AnyField): ModelClass[] {
  const meta = field.model._meta
  const found = new Set<ModelClass>()
  for (const rel of meta.related_objects) {
    if (rel.related_model === model) continue
    if (rel.many_to_many !== true) {
      if (rel.field_name === field.name) found.add(rel.related_model)
    } else if (field.primary_key && rel.through._meta.auto_created) found.add(rel.through)
  }
  if (field.primary_key) {
    for (const relation of meta.many_to_many)
      if (relation.related_model !== model && relation.remote_field.through._meta.auto_created)
        found.add(relation.remote_field.through)
  }
  return [...found]
}
