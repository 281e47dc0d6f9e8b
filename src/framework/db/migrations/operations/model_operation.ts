/** What operations on one model share: its name, and which other operations they cannot be moved across. */
import type { MigrationEditor } from '../../backends/sqlite3/alterations.ts'
import type { ProjectState } from '../state.ts'
import { Operation, OperationCategory, type Reduced } from './base.ts'

export abstract class ModelOperation extends Operation {
  readonly name: string

  constructor(
    args: readonly unknown[],
    parameters: readonly string[],
    required: number,
    named = 'name',
  ) {
    super(args, parameters, required)
    this.name = this.given[named] as string
  }

  get name_lower(): string {
    return this.name.toLowerCase()
  }

  override references_model(name: string, _app_label: string): boolean {
    return name.toLowerCase() === this.name_lower
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    return super.reduce(operation, app_label) || this.can_reduce_through(operation, app_label)
  }

  can_reduce_through(operation: Operation, app_label: string): boolean {
    return !operation.references_model(this.name, app_label)
  }
}

/** Sets one option anew: of two of them, the later one counts. */
export abstract class ModelOptionOperation extends ModelOperation {
  override category: Operation['category'] = OperationCategory.ALTERATION

  override database_forwards(
    _app_label: string,
    _schema_editor: MigrationEditor,
    _from_state: ProjectState,
    _to_state: ProjectState,
  ): void {}

  override database_backwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    this.database_forwards(app_label, schema_editor, from_state, to_state)
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    const isSame = operation instanceof ModelOperation && this.name_lower === operation.name_lower
    const replaces =
      operation.constructor === this.constructor ||
      (operation as { deletesModel?: boolean }).deletesModel === true
    return isSame && replaces ? [operation] : super.reduce(operation, app_label)
  }
}
