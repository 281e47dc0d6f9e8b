/**
 * What `{% load %}` can load: Django's own libraries, and each module of `<app>/templatetags/` of an installed app.
 *
 * Django: django/template/backends/django.py (get_installed_libraries)
 */
import { register as humanize } from '../contrib/humanize/templatetags/humanize.ts'
import { settings } from '../conf/index.ts'
import { register as cache } from '../templatetags/cache.ts'
import { register as i18n } from '../templatetags/i18n.ts'
import { register as l10n } from '../templatetags/l10n.ts'
import { register as static_ } from '../templatetags/static.ts'
import { register as tz } from '../templatetags/tz.ts'
import { import_module } from '../utils/module_loading.ts'
import { appFolders } from './app_dirs.ts'
import { projectFiles } from './files.ts'
import type { Library } from './library.ts'

/** By name: a Library, or the dotted module that has it as `register`. */
export function installedTagLibraries(): Record<string, Library | string> {
  const builtin = { cache, i18n, l10n, static: static_, tz }
  const isHumanized = settings.INSTALLED_APPS.includes('django.contrib.humanize')
  return { ...builtin, ...(isHumanized ? { humanize } : {}), ...appTagLibraries() }
}

function appTagLibraries(): Record<string, string> {
  const libraries: Record<string, string> = {}
  for (const folder of appFolders()) {
    const prefix = `${folder}/templatetags/`
    for (const path of projectFiles()) {
      if (!path.startsWith(prefix)) continue
      const name = /^(\w+)\.(?:ts|js|py)$/.exec(path.slice(prefix.length))?.[1]
      if (name === undefined || name === 'index' || name === '__init__') continue
      const module = `${prefix}${name}`.replaceAll('/', '.')
      // a module without `register` is a helper of the others
      if ('register' in import_module(module)) libraries[name] = module
    }
  }
  return libraries
}
