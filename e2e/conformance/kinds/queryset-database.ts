/**
 * The recorded database: contenttypes, auth, sessions and blog on sql.js, filled from the reference fixture. Made once;
 * every case runs in a transaction that is rolled back.
 */
import { readFileSync } from 'node:fs'
import initSqlJs from 'sql.js'
import { apps, AppConfig } from '../../../src/framework/apps/index.ts'
import { settings } from '../../../src/framework/conf/index.ts'
import * as backends from '../../../src/framework/contrib/auth/backends.ts'
import * as hashers from '../../../src/framework/contrib/auth/hashers.ts'
import { Group, Permission, User } from '../../../src/framework/contrib/auth/models.ts'
import { ContentType } from '../../../src/framework/contrib/contenttypes/models.ts'
import { Session } from '../../../src/framework/contrib/sessions/models.ts'
import { loaddata } from '../../../src/framework/core/serializers/index.ts'
import { create_all_tables } from '../../../src/framework/db/backends/sqlite3/schema.ts'
import { openConnection } from '../../../src/framework/db/index.ts'
import { SqlJsDriver } from '../../../src/runtime/sqljs-driver.ts'
import { provide } from '../urlconf.ts'
import { Category, Comment, Post, Tag } from './queryset-models.ts'

provide({
  'django.contrib.auth.backends': backends,
  'django.contrib.auth.hashers': hashers,
})

const FIXTURE = new URL('../../../../shared/reference/blogproject/fixture.json', import.meta.url)

/** What the recorded project sets beside its defaults. */
export const SETTINGS = {
  DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField',
  AUTH_USER_MODEL: 'auth.User',
  PASSWORD_HASHERS: ['django.contrib.auth.hashers.MD5PasswordHasher'],
}

class ContentTypesConfig extends AppConfig {
  static override name = 'django.contrib.contenttypes'
  static override default_auto_field = 'django.db.models.AutoField'
}

class AuthConfig extends AppConfig {
  static override name = 'django.contrib.auth'
  static override default_auto_field = 'django.db.models.AutoField'
}

const APPS = [
  { config: new ContentTypesConfig(''), models: [ContentType] },
  { config: new AuthConfig(''), models: [Permission, Group, User] },
  { config: new AppConfig('django.contrib.sessions'), models: [Session] },
  { config: new AppConfig('blog'), models: [Category, Tag, Post, Comment] },
]

const sqlite = await initSqlJs({ useOldExtensionFunctions: false } as object)

/** Opens it as the default connection. */
export function openReferenceDatabase() {
  settings.configure(SETTINGS)
  apps.populate(APPS.map(({ config }) => config))
  for (const { config, models } of APPS) {
    for (const model of models) apps.register_model(model, config.label, `${config.name}.models`)
  }
  const connection = openConnection(new SqlJsDriver(new sqlite.Database()))
  create_all_tables(connection, apps.get_models())
  loaddata(readFileSync(FIXTURE, 'utf8'))
  return connection
}
