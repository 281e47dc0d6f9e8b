/**
 * The app's configuration: content types are made as soon as the tables are there.
 *
 * Django: django/contrib/contenttypes/apps.py
 * Left out: system checks.
 */
import { AppConfig } from '../../apps/index.ts'
import { post_migrate } from '../../db/models/signals.ts'
import { create_contenttypes } from './management.ts'

export class ContentTypesConfig extends AppConfig {
  static override name = 'django.contrib.contenttypes'
  static override verbose_name = 'Content Types'
  static override default_auto_field = 'django.db.models.AutoField'

  override ready(): void {
    const uid = { dispatch_uid: 'create_contenttypes' }
    post_migrate.disconnect(null, null, uid)
    post_migrate.connect(create_contenttypes, null, uid)
  }
}
