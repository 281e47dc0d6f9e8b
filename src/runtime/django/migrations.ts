/** django.db.migrations: what migration files are made of, and what applies them. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoDbMigrations from '../../framework/db/migrations/index.ts'
import * as djangoDbMigrationsExceptions from '../../framework/db/migrations/exceptions.ts'
import * as djangoDbMigrationsExecutor from '../../framework/db/migrations/executor.ts'
import * as djangoDbMigrationsGraph from '../../framework/db/migrations/graph.ts'
import * as djangoDbMigrationsLoader from '../../framework/db/migrations/loader.ts'
import * as djangoDbMigrationsMigration from '../../framework/db/migrations/migration.ts'
import * as djangoDbMigrationsOperations from '../../framework/db/migrations/operations/index.ts'
import * as djangoDbMigrationsRecorder from '../../framework/db/migrations/recorder.ts'
import * as djangoDbMigrationsState from '../../framework/db/migrations/state.ts'
import { connection } from '../../framework/db/connection.ts'
import { migrating } from '../migrating.ts'

export function install(): void {
  migrating.part = {
    migrate: () => {
      const executor = new djangoDbMigrationsExecutor.MigrationExecutor(connection)
      executor.migrate(executor.leaves, { fake_initial: true })
    },
  }
}

export const modules: Readonly<Record<string, Namespace>> = {
  'django/db/migrations': djangoDbMigrations,
  'django/db/migrations/exceptions': djangoDbMigrationsExceptions,
  'django/db/migrations/executor': djangoDbMigrationsExecutor,
  'django/db/migrations/graph': djangoDbMigrationsGraph,
  'django/db/migrations/loader': djangoDbMigrationsLoader,
  'django/db/migrations/migration': djangoDbMigrationsMigration,
  'django/db/migrations/operations': djangoDbMigrationsOperations,
  'django/db/migrations/recorder': djangoDbMigrationsRecorder,
  'django/db/migrations/state': djangoDbMigrationsState,
}
