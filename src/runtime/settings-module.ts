/**
 * Which of the project's files holds its settings: the module that `manage.ts` names as DJANGO_SETTINGS_MODULE, as in
 * a real project; without such a file, the only `settings.ts` there is.
 */
import { ImproperlyConfigured } from '../framework/core/exceptions.ts'

/** @returns a dotted name: `blogproject.settings` */
export function settingsModuleOf(files: Readonly<Record<string, string>>): string {
  const named = /DJANGO_SETTINGS_MODULE['"]?\s*[,:=\]]+\s*['"]([\w.]+)['"]/.exec(
    files['manage.ts'] ?? '',
  )
  if (named !== null) return named[1]!
  const found = Object.keys(files).filter((path) => /(?:^|\/)settings\.[jt]s$/.test(path))
  const [only] = found
  if (only === undefined || found.length > 1) {
    const error = new ImproperlyConfigured(
      only === undefined
        ? 'The project has no settings.ts.'
        : `The project has several settings: ${found.join(', ')}.`,
    )
    const hint =
      only === undefined
        ? "Add a file 'mysite/settings.ts' that exports ROOT_URLCONF."
        : "Name one in manage.ts: DJANGO_SETTINGS_MODULE = 'mysite.settings'."
    error.teaching = { id: 'project.settings', hint }
    throw error
  }
  return only.replace(/\.[jt]s$/, '').replaceAll('/', '.')
}
