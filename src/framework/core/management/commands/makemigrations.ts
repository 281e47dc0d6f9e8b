/**
 * `makemigrations`: writes down what has changed in the models since the last migration.
 *
 * Django: django/core/management/commands/makemigrations.py
 * Left out: `--merge`, `--update`.
 */
import { LookupError, OSError } from '../../../../base/python/exceptions.ts'
import { apps } from '../../../apps/registry.ts'
import { MigrationAutodetector, type Changes } from '../../../db/migrations/autodetector.ts'
import { MigrationLoader } from '../../../db/migrations/loader.ts'
import { Migration } from '../../../db/migrations/migration.ts'
import { MigrationQuestioner, NOT_PROVIDED } from '../../../db/migrations/questioner.ts'
import { ProjectState } from '../../../db/migrations/state.ts'
import { MigrationWriter } from '../../../db/migrations/writer.ts'
import { BaseCommand, CommandError, SystemExit, type CommandOptions } from '../base.ts'

export class Makemigrations extends BaseCommand {
  override readonly positionals = ['args*']
  override readonly options = {
    dry_run: false,
    empty: false,
    name: null,
    check_changes: false,
    include_header: true,
  }

  override handle(options: CommandOptions): void {
    const labels = [...new Set(options['args'] as readonly string[])]
    const verbosity = Number(options['verbosity'])
    const log = (text: string) => {
      if (verbosity >= 1) this.stdout.write(text)
    }
    this.validate(labels)
    const loader = new MigrationLoader(null)
    const conflicts = [...loader.detect_conflicts()]
    if (conflicts.length > 0) {
      const names = conflicts.map(([app, migrations]) => `${migrations.join(', ')} in ${app}`)
      throw new CommandError(
        `Conflicting migrations detected; multiple leaf nodes in the migration graph: (${names.join('; ')}).\nTo fix them run 'python manage.py makemigrations --merge'`,
      )
    }
    const migration_name = options['name'] as string | null
    const changes =
      options['empty'] === true
        ? emptyFor(labels, loader, migration_name)
        : new MigrationAutodetector(
            loader.project_state(),
            ProjectState.from_apps(apps),
            new NonInteractive(labels, log),
          ).changes(loader.graph, { trim_to_apps: labels, convert_apps: labels, migration_name })
    if (changes.size === 0) return log(nothing(labels))
    const isDry = options['dry_run'] === true || options['check_changes'] === true
    this.write(changes, isDry, verbosity, log)
    if (options['check_changes'] === true) throw new SystemExit(1)
  }

  private validate(labels: readonly string[]): void {
    let isBad = false
    for (const label of labels) {
      try {
        apps.get_app_config(label)
      } catch (error) {
        if (!(error instanceof LookupError)) throw error
        this.stderr.write(error.message)
        isBad = true
      }
    }
    if (isBad) throw new SystemExit(2)
  }

  private write(changes: Changes, isDry: boolean, verbosity: number, log: (text: string) => void) {
    for (const [app_label, migrations] of changes) {
      log(`Migrations for '${app_label}':`)
      for (const migration of migrations) {
        const writer = new MigrationWriter(migration)
        log(`  ${writer.path}`)
        for (const operation of migration.operations)
          log(`    ${operation.formatted_description()}`)
        if (!isDry) throw readOnly(writer.path)
        if (verbosity === 3) {
          log(`Full migrations file '${migration.name}.ts':`)
          log(writer.as_string())
        }
      }
    }
  }
}

/** A program cannot change the project that it is part of while it runs. */
function readOnly(path: string): OSError {
  const error = new OSError(`[Errno 30] Read-only file system: '${path}'`)
  error.teaching = {
    id: 'management.read_only',
    hint: 'A running project cannot write its own files. Migrations, beside the files, offers this one; { dry_run: true } only prints it.',
  }
  return error
}

function nothing(labels: readonly string[]): string {
  if (labels.length === 0) return 'No changes detected'
  return labels.length === 1
    ? `No changes detected in app '${labels[0]}'`
    : `No changes detected in apps '${labels.join("', '")}'`
}

function emptyFor(
  labels: readonly string[],
  { graph }: MigrationLoader,
  migration_name: string | null,
): Changes {
  if (labels.length === 0)
    throw new CommandError('You must supply at least one app label when using --empty.')
  const state = new ProjectState()
  const empty: Changes = new Map(labels.map((label) => [label, [new Migration('custom', label)]]))
  const questioner = new MigrationQuestioner({ specified_apps: labels })
  return new MigrationAutodetector(state, state, questioner).arrange_for_graph(
    empty,
    graph,
    migration_name,
  )
}

/** Nobody can be asked while a program runs. */
class NonInteractive extends MigrationQuestioner {
  constructor(
    specified_apps: readonly string[],
    private readonly log: (text: string) => void,
  ) {
    super({ specified_apps })
  }

  private giveUp(field_name: string, model_name: string, reason: string): never {
    this.log(`Field '${field_name}' on model '${model_name}' not migrated: ${reason}.`)
    throw new SystemExit(3)
  }

  override ask_not_null_addition(field_name: string, model_name: string): never {
    const reason = 'it is impossible to add a non-nullable field without specifying a default'
    return this.giveUp(field_name, model_name, reason)
  }

  override ask_auto_now_add_addition(field_name: string, model_name: string): never {
    const reason =
      "it is impossible to add a field with 'auto_now_add=True' without specifying a default"
    return this.giveUp(field_name, model_name, reason)
  }

  override ask_not_null_alteration(field_name: string, model_name: string): unknown {
    this.log(
      `Field '${field_name}' on model '${model_name}' given a default of NOT PROVIDED and must be corrected.`,
    )
    return NOT_PROVIDED
  }
}
