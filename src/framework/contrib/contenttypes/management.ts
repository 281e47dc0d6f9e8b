/**
 * After migrations: a row for each model of the app.
 *
 * Django: django/contrib/contenttypes/management/__init__.py
 * Left out: renamed models, remove_stale_contenttypes.
 */
import { apps } from '../../apps/registry.ts'
import type { AppConfig } from '../../apps/config.ts'
import type { ModelClass } from '../../db/models/declared.ts'
import { ContentType } from './models.ts'

/** Receiver of `post_migrate`. */
export function create_contenttypes(sender: unknown): void {
  const app = sender as AppConfig
  if (!apps.app_configs.has('contenttypes')) return
  const { objects } = ContentType
  objects.clear_cache()
  const rows = [...objects.filter({ app_label: app.label })]
  const known = new Set(rows.map((row: ContentType) => row['model'] as string))
  const missing = app
    .get_models()
    .map((model: ModelClass) => model._meta.model_name as string)
    .filter((name) => !known.has(name))
  const made = missing.map((model) => new ContentType({ app_label: app.label, model }))
  if (made.length > 0) objects.bulk_create(made)
}
