/**
 * Who asks when nobody is logged in: the same questions as a user's, all answered with no.
 *
 * Django: django/contrib/auth/models.py (AnonymousUser), ref/contrib/auth#anonymoususer-object
 */
import { defineTwins } from '../../../base/async/twins.ts'
import { NotImplementedError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { isIterable, iterate, str } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { apps } from '../../apps/index.ts'
import { isGranted, permissionsOf } from './get_backends.ts'

const NO_DATABASE = "Django doesn't provide a DB representation for AnonymousUser."

export class AnonymousUser {
  readonly id = null
  readonly pk = null
  readonly username = ''
  readonly is_staff = false
  readonly is_active = false
  readonly is_superuser = false
  readonly is_anonymous = true
  readonly is_authenticated = false

  /** Always empty; asking for them asks the database nothing. */
  get groups(): unknown {
    return none('Group')
  }

  get user_permissions(): unknown {
    return none('Permission')
  }

  get_username(): string {
    return this.username
  }

  get_user_permissions(obj: unknown = null): Set<string> {
    return permissionsOf(this, 'user', obj)
  }

  get_group_permissions(_obj: unknown = null): Set<string> {
    return new Set()
  }

  get_all_permissions(obj: unknown = null): Set<string> {
    return permissionsOf(this, 'all', obj)
  }

  has_perm(perm: unknown, obj: unknown = null): boolean {
    return isGranted('has_perm', this, perm, obj)
  }

  /** @throws {ValueError} one text where a list belongs */
  has_perms(perm_list: unknown, obj: unknown = null): boolean {
    if (!isIterable(perm_list) || isString(perm_list)) {
      throw new ValueError('perm_list must be an iterable of permissions.')
    }
    return [...iterate(perm_list)].every((perm) => this.has_perm(perm, obj))
  }

  has_module_perms(module: unknown): boolean {
    return isGranted('has_module_perms', this, module)
  }

  save(): never {
    throw new NotImplementedError(NO_DATABASE)
  }

  delete(): never {
    throw new NotImplementedError(NO_DATABASE)
  }

  set_password(_raw_password: unknown): never {
    throw new NotImplementedError(NO_DATABASE)
  }

  check_password(_raw_password: unknown): never {
    throw new NotImplementedError(NO_DATABASE)
  }

  __int__(): never {
    throw new TypeError(
      'Cannot cast AnonymousUser to int. Are you trying to use it in place of User?',
    )
  }

  __str__(): string {
    return 'AnonymousUser'
  }

  toString(): string {
    return this.__str__()
  }

  __eq__(other: unknown): boolean {
    return other instanceof AnonymousUser
  }

  __hash__(): number {
    return 1
  }
}

function none(model: string): unknown {
  const { objects } = apps.get_model('auth', model) as { objects: { none(): unknown } }
  return objects.none()
}

/** For traces: a name that tells one user from another. */
export function nameOf(user: unknown): string | null {
  const { get_username } = Object(user) as { get_username?: () => unknown }
  return typeof get_username === 'function' ? str(get_username.call(user)) : null
}

defineTwins(AnonymousUser.prototype, [
  ...['get_user_permissions', 'get_group_permissions', 'get_all_permissions'],
  ...['has_perm', 'has_perms', 'has_module_perms'],
])
