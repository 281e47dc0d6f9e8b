/**
 * Tells the apps that the tables are about to change, and that they have.
 *
 * Django: django/core/management/sql.py, ref/signals#management-signals
 */
import { apps } from '../../apps/index.ts'
import { post_migrate, pre_migrate } from '../../db/models/signals.ts'
import type { Signal } from '../../dispatch/dispatcher.ts'

function emit(signal: Signal, more: Readonly<Record<string, unknown>>): void {
  const verbosity = 1
  for (const app_config of apps.get_app_configs()) {
    // an app without models has nothing that could be migrated
    if (!apps.all_models.has(app_config.label)) continue
    const about = { app_config, verbosity, interactive: false, using: 'default', apps, ...more }
    signal.send(app_config, about)
  }
}

export function emit_pre_migrate_signal(plan: readonly unknown[] = []): void {
  emit(pre_migrate, { plan })
}

export function emit_post_migrate_signal(plan: readonly unknown[] = []): void {
  emit(post_migrate, { plan })
}
