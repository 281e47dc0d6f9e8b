/** django.core.management: commands, for a project that calls them or has its own. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoCoreManagement from '../../framework/core/management/index.ts'
import * as djangoCoreManagementBase from '../../framework/core/management/base.ts'
import * as djangoDbMigrationsAutodetector from '../../framework/db/migrations/autodetector.ts'
import * as djangoDbMigrationsWriter from '../../framework/db/migrations/writer.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/core/management': djangoCoreManagement,
  'django/core/management/base': djangoCoreManagementBase,
  'django/db/migrations/autodetector': djangoDbMigrationsAutodetector,
  'django/db/migrations/writer': djangoDbMigrationsWriter,
}
