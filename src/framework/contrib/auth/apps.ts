/**
 * The app's configuration: a login writes `last_login`, and each model has its permissions once the tables are there.
 *
 * Django: django/contrib/auth/apps.py
 * Left out: system checks.
 */
import { AppConfig } from '../../apps/index.ts'
import * as timezone from '../../utils/timezone.ts'
import { post_migrate } from '../../db/models/signals.ts'
import { get_user_model } from './index.ts'
import { create_permissions } from './management.ts'
import { user_logged_in } from './signals.ts'

interface Saved {
  last_login: unknown
  save(options: { update_fields: string[] }): void
}

/** Receiver of `user_logged_in`. */
export function update_last_login(_sender: unknown, { user }: { user: unknown }): void {
  const known = user as Saved
  known.last_login = timezone.now()
  known.save({ update_fields: ['last_login'] })
}

export class AuthConfig extends AppConfig {
  static override name = 'django.contrib.auth'
  static override verbose_name = 'Authentication and Authorization'
  static override default_auto_field = 'django.db.models.AutoField'

  override ready(): void {
    const made = { dispatch_uid: 'django.contrib.auth.management.create_permissions' }
    post_migrate.disconnect(null, null, made)
    post_migrate.connect(create_permissions, null, made)
    const uid = { dispatch_uid: 'update_last_login' }
    user_logged_in.disconnect(null, null, uid)
    if ('last_login' in get_user_model()) user_logged_in.connect(update_last_login, null, uid)
  }
}
