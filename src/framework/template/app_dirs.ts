/**
 * Folders of installed apps, in the order of INSTALLED_APPS.
 *
 * Django: django/template/utils.py (get_app_template_dirs)
 */
import { settings } from '../conf/index.ts'
import { projectFiles } from './files.ts'

/** `blog.apps.BlogConfig` and `blog` are both the app in `blog/`. */
export function appFolders(): string[] {
  return settings.INSTALLED_APPS.map((name) =>
    name.replace(/\.apps\.\w+$/, '').replaceAll('.', '/'),
  )
}

/** `blog/templates` for each app that has such a folder. */
export function appTemplateDirs(dirname: string): string[] {
  const files = projectFiles()
  return appFolders()
    .map((folder) => `${folder}/${dirname}`)
    .filter((folder) => files.some((path) => path.startsWith(`${folder}/`)))
}
