/**
 * Operations that say themselves what happens: SQL, code, and a state that differs from the database.
 *
 * Django: django/db/migrations/operations/special.py, ref/migration-operations#special-operations
 */
import { callWithKwargs, isCallable } from '../../../../base/kwargs.ts'
import { NotImplementedError, ValueError } from '../../../../base/python/exceptions.ts'
import type { MigrationEditor } from '../../backends/sqlite3/alterations.ts'
import type { Kwargs } from '../deconstruct.ts'
import type { ProjectState } from '../state.ts'
import { Operation, OperationCategory } from './base.ts'

/** Takes `database_operations` to the database and `state_operations` to the state. */
export class SeparateDatabaseAndState extends Operation {
  readonly database_operations: readonly Operation[]
  readonly state_operations: readonly Operation[]

  constructor(...args: unknown[]) {
    super(args, ['database_operations', 'state_operations'], 0)
    this.database_operations = (this.given['database_operations'] ?? []) as Operation[]
    this.state_operations = (this.given['state_operations'] ?? []) as Operation[]
  }

  override deconstruct(): Kwargs {
    const { database_operations, state_operations } = this
    return {
      ...(database_operations.length > 0 && { database_operations }),
      ...(state_operations.length > 0 && { state_operations }),
    }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    for (const operation of this.state_operations) operation.state_forwards(app_label, state)
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
  ): void {
    let before = from_state
    for (const operation of this.database_operations) {
      const after = before.clone()
      operation.state_forwards(app_label, after)
      operation.database_forwards(app_label, schema_editor, before, after)
      before = after
    }
  }

  override database_backwards(
    app_label: string,
    schema_editor: MigrationEditor,
    _from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    const states = [to_state.clone()]
    for (const operation of this.database_operations) {
      const next = states.at(-1)!.clone()
      operation.state_forwards(app_label, next)
      states.push(next)
    }
    for (let i = this.database_operations.length - 1; i >= 0; i -= 1) {
      const operation = this.database_operations[i]!
      operation.database_backwards(app_label, schema_editor, states[i + 1]!, states[i]!)
    }
  }

  override describe(): string {
    return 'Custom state/database change combination'
  }
}

/** SQL as text, a list of texts, or a list of `[text, parameters]`. */
type Sql = string | readonly (string | readonly [string, readonly unknown[] | null])[]

export class RunSQL extends Operation {
  static readonly noop = ''
  override category = OperationCategory.SQL
  readonly sql: Sql
  readonly reverse_sql: Sql | null
  readonly state_operations: readonly Operation[]

  constructor(...args: unknown[]) {
    super(args, ['sql', 'reverse_sql', 'state_operations', 'hints', 'elidable'], 1)
    this.sql = this.given['sql'] as Sql
    this.reverse_sql = (this.given['reverse_sql'] ?? null) as Sql | null
    this.state_operations = (this.given['state_operations'] ?? []) as Operation[]
    this.elidable = (this.given['elidable'] ?? false) as boolean
    this.reversible = this.reverse_sql !== null
  }

  override deconstruct(): Kwargs {
    const { sql, reverse_sql, state_operations } = this
    return {
      sql,
      ...(reverse_sql !== null && { reverse_sql }),
      ...(state_operations.length > 0 && { state_operations }),
    }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    for (const operation of this.state_operations) operation.state_forwards(app_label, state)
  }

  override database_forwards(_app_label: string, schema_editor: MigrationEditor): void {
    run(schema_editor, this.sql)
  }

  override database_backwards(_app_label: string, schema_editor: MigrationEditor): void {
    if (this.reverse_sql === null)
      throw new NotImplementedError('You cannot reverse this operation')
    run(schema_editor, this.reverse_sql)
  }

  override describe(): string {
    return 'Raw SQL operation'
  }
}

function run(schema_editor: MigrationEditor, sqls: Sql): void {
  if (typeof sqls === 'string') {
    if (sqls === '') return
    for (const statement of statementsOf(sqls)) schema_editor.execute(statement, null)
    return
  }
  for (const sql of sqls) {
    if (typeof sql === 'string') schema_editor.execute(sql, null)
    else if (sql.length === 2) schema_editor.execute(...sql)
    else throw new ValueError(`Expected a 2-tuple but got ${(sql as readonly unknown[]).length}`)
  }
}

/** One token: a quoted text or name, a comment, a word, or one character. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\/|\w+|[^]/g

/** The statements of a script, without comments. A trigger's body has semicolons of its own. */
export function statementsOf(script: string): string[] {
  const statements: string[] = []
  let text = ''
  let depth = 0
  for (const [token] of script.matchAll(TOKEN)) {
    if (token.startsWith('--') || token.startsWith('/*')) continue
    const word = token.toUpperCase()
    const isTrigger = /^\s*CREATE\s+(TEMP\w*\s+)?TRIGGER\b/i.test(text)
    if (isTrigger && (word === 'BEGIN' || word === 'CASE')) depth += 1
    if (isTrigger && word === 'END') depth -= 1
    text += token
    if (token !== ';' || depth > 0) continue
    statements.push(text.trim())
    text = ''
  }
  return [...statements, text.trim()].filter((statement) => !/^;?$/.test(statement))
}

type Code = (apps: ProjectState['apps'], schema_editor: MigrationEditor) => unknown

export class RunPython extends Operation {
  override reduces_to_sql = false
  override category = OperationCategory.PYTHON
  readonly code: Code
  readonly reverse_code: Code | null

  constructor(...args: unknown[]) {
    super(args, ['code', 'reverse_code', 'atomic', 'hints', 'elidable'], 1)
    const { code, reverse_code = null } = this.given
    if (!isCallable(code)) throw new ValueError('RunPython must be supplied with a callable')
    if (reverse_code !== null && !isCallable(reverse_code))
      throw new ValueError('RunPython must be supplied with callable arguments')
    this.code = code as Code
    this.reverse_code = reverse_code as Code | null
    this.atomic = (this.given['atomic'] ?? false) as boolean
    this.elidable = (this.given['elidable'] ?? false) as boolean
    this.reversible = reverse_code !== null
  }

  override deconstruct(): Kwargs {
    const { code, reverse_code } = this
    return { code, ...(reverse_code !== null && { reverse_code }) }
  }

  override state_forwards(): void {}

  override database_forwards(
    _app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
  ): void {
    callWithKwargs(this.code, [from_state.apps, schema_editor])
  }

  override database_backwards(
    _app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
  ): void {
    if (this.reverse_code === null)
      throw new NotImplementedError('You cannot reverse this operation')
    callWithKwargs(this.reverse_code, [from_state.apps, schema_editor])
  }

  override describe(): string {
    return 'Raw Python operation'
  }

  static noop(this: void, _apps: unknown, _schema_editor: unknown): null {
    return null
  }
}
