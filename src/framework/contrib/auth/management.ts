/**
 * After migrations: permissions to add, change, delete and view the rows of each model, and those that its Meta names.
 *
 * Django: django/contrib/auth/management/__init__.py, topics/auth/default#default-permissions
 * Left out: get_system_username, renamed proxy permissions.
 */
import { apps } from '../../apps/index.ts'
import type { AppConfig } from '../../apps/config.ts'
import type { AnyOptions, Instance, ModelClass } from '../../db/models/declared.ts'
import { create_contenttypes } from '../contenttypes/management.ts'
import { ContentType } from '../contenttypes/models.ts'
import { Permission } from './models.ts'

/** `change_post` */
export function get_permission_codename(action: string, opts: AnyOptions): string {
  return `${action}_${opts.model_name as string}`
}

/** [codename, name] */
function permissionsOf(opts: AnyOptions): readonly (readonly [string, string])[] {
  const actions = opts.default_permissions as readonly string[]
  const made = actions.map((action): [string, string] => [
    get_permission_codename(action, opts),
    `Can ${action} ${opts.verbose_name_raw as string}`,
  ])
  return [...made, ...(opts.permissions as readonly [string, string][])]
}

/** Receiver of `post_migrate`. */
export function create_permissions(sender: unknown): void {
  const app = sender as AppConfig
  if (!apps.app_configs.has('auth') || !apps.app_configs.has('contenttypes')) return
  create_contenttypes(app)
  const wanted = app.get_models().flatMap((model: ModelClass) => {
    const content_type = ContentType.objects.get_for_model(model, { for_concrete_model: false })
    return permissionsOf(model._meta).map(([codename, name]) => ({ content_type, codename, name }))
  })
  if (wanted.length === 0) return
  const types = [...new Set(wanted.map(({ content_type }) => content_type))]
  const rows: Iterable<[unknown, string]> = Permission.objects
    .filter({ content_type__in: types })
    .values_list('content_type', 'codename')
  const known = new Set(Array.from(rows, ([type, codename]) => `${String(type)} ${codename}`))
  const missing = wanted.filter(
    ({ content_type, codename }) => !known.has(`${String(content_type.pk)} ${codename}`),
  )
  const made: Instance[] = missing.map((fields) => new Permission(fields))
  if (made.length > 0) Permission.objects.bulk_create(made)
}
