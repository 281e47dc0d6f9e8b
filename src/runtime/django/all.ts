/** Every module there is, at once: for Node and for tests, where nothing is downloaded. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import { install as installAsync, modules as asynchronous } from './async.ts'
import { modules as auth } from './auth.ts'
import { modules as authForms } from './auth_forms.ts'
import { modules as cache } from './cache.ts'
import { modules as compositeKeys } from './composite_keys.ts'
import { modules as core } from './core.ts'
import { modules as forms } from './forms.ts'
import { modules as jinja2 } from './jinja2.ts'
import { modules as locale } from './locale.ts'
import { modules as mail } from './mail.ts'
import { modules as management } from './management.ts'
import { install as installMigrations, modules as migrations } from './migrations.ts'
import { modules as more } from './more.ts'
import { modules as sessions } from './sessions.ts'

installAsync()
installMigrations()

export const allModules: Readonly<Record<string, Namespace>> = {
  ...core,
  ...asynchronous,
  ...forms,
  ...sessions,
  ...auth,
  ...authForms,
  ...compositeKeys,
  ...cache,
  ...jinja2,
  ...locale,
  ...mail,
  ...management,
  ...migrations,
  ...more,
}
