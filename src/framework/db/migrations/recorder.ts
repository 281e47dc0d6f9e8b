/**
 * Which migrations are applied: rows of the table `django_migrations`.
 *
 * Django: django/db/migrations/recorder.py
 */
import { Apps, apps as realApps } from '../../apps/registry.ts'
import { now } from '../../utils/timezone.ts'
import type { Instance, ModelClass } from '../models/declared.ts'
import { CharField, DateTimeField } from '../models/fields/index.ts'
import { late } from '../models/late.ts'
import { tablesOf } from '../backends/sqlite3/introspection.ts'
import { DatabaseSchemaEditor } from '../backends/sqlite3/schema.ts'
import { nodeKey } from './graph.ts'

let model: ModelClass | null = null

export class MigrationRecorder {
  constructor(readonly connection: Instance) {}

  /** In a registry of its own: no app of the project. */
  static get Migration(): ModelClass {
    if (model !== null) return model
    const apps = new Apps()
    apps.prepareModel = realApps.prepareModel
    const cls: ModelClass = class Migration extends late.Model {
      static app = new CharField({ max_length: 255 })
      static applied = new DateTimeField({ default: now })
      static Meta = { apps, app_label: 'migrations', db_table: 'django_migrations' }
    }
    Object.defineProperty(cls, '__name__', { value: 'Migration' })
    // `static name` would be the class's own name
    Object.defineProperty(cls, 'name', { value: new CharField({ max_length: 255 }) })
    apps.register_model(cls, 'migrations', 'django.db.migrations.recorder')
    return (model = cls)
  }

  has_table(): boolean {
    return tablesOf(this.connection).includes('django_migrations')
  }

  ensure_schema(): void {
    if (this.has_table()) return
    new DatabaseSchemaEditor(this.connection).create_model(MigrationRecorder.Migration)
  }

  /** Keys in the order in which they were applied. */
  applied_migrations(): Map<string, Instance> {
    if (!this.has_table()) return new Map()
    const rows: Instance[] = [...MigrationRecorder.Migration.objects.order_by('id')]
    return new Map(rows.map((row) => [nodeKey(row.app, row.name), row]))
  }

  record_applied(app: string, name: string): void {
    this.ensure_schema()
    MigrationRecorder.Migration.objects.create({ app, name })
  }

  record_unapplied(app: string, name: string): void {
    this.ensure_schema()
    MigrationRecorder.Migration.objects.filter({ app, name }).delete()
  }
}
