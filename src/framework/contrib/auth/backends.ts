/**
 * Where users come from and what they may. A project's own backend extends BaseBackend and stands in
 * AUTHENTICATION_BACKENDS.
 *
 * Django: django/contrib/auth/backends.py, topics/auth/customizing
 * Left out: with_perm; the async twins.
 */
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import { contains, iterate } from '../../../base/python/protocols.ts'
import { exposeStatics } from '../../../base/python/statics.ts'
import { tracing } from '../../../trace/tracer.ts'
import type { HttpRequest } from '../../http/request.ts'
import { module_of } from '../../utils/source_of.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { get_user_model } from './index.ts'
import { Permission } from './models.ts'
import type { UserLike } from './user_like.ts'

export type Credentials = Readonly<Record<string, unknown>>
type WithCaches = UserLike & Record<string, unknown>

export class BaseBackend {
  constructor() {
    exposeStatics(new.target)
  }

  /** @returns the user whose credentials these are, or null */
  authenticate(_request: HttpRequest | null, _credentials: Credentials = {}): unknown {
    return null
  }

  get_user(_user_id: unknown): unknown {
    return null
  }

  get_user_permissions(_user_obj: unknown, _obj: unknown = null): Iterable<string> {
    return new Set<string>()
  }

  get_group_permissions(_user_obj: unknown, _obj: unknown = null): Iterable<string> {
    return new Set<string>()
  }

  get_all_permissions(user_obj: unknown, obj: unknown = null): Iterable<string> {
    const ask = (method: string) =>
      iterate(callMethodWithKwargs(this, method, [user_obj, obj])) as Iterable<string>
    return new Set([...ask('get_user_permissions'), ...ask('get_group_permissions')])
  }

  has_perm(user_obj: unknown, perm: unknown, obj: unknown = null): boolean {
    return contains(callMethodWithKwargs(this, 'get_all_permissions', [user_obj, obj]), perm)
  }
}

/** Users and permissions of the database. */
export class ModelBackend extends BaseBackend {
  /** Credentials: `username` (or the user model's own field) and `password`. */
  override authenticate(
    _request: HttpRequest | null,
    { username = null, password = null, ...kwargs }: Credentials = {},
  ): unknown {
    const User = get_user_model()
    const name = username ?? kwargs[User.USERNAME_FIELD] ?? null
    if (name === null || password === null) return null
    let user: UserLike
    try {
      user = User._default_manager.get_by_natural_key(name) as UserLike
    } catch (error) {
      if (!(error instanceof User.DoesNotExist)) throw error
      // hashed all the same: who tries names must not see by the time which exist
      new User().set_password(password)
      return this.refuse(String(name), 'there is no such user')
    }
    if (!user.check_password(password)) return this.refuse(String(name), 'the password is wrong')
    if (!this.user_can_authenticate(user)) {
      return this.refuse(String(name), 'the user is not active')
    }
    return user
  }

  private refuse(user: string, reason: string): null {
    const backend = `${module_of(this.constructor) || 'django.contrib.auth.backends'}.${class_name(this.constructor)}`
    const [action, outcome] = ['authenticate', 'refused'] as const
    tracing.tracer?.event('auth', { action, outcome, user, backend, reason }, 'caller')
    return null
  }

  /** Users who are not active may not log in; what has no `is_active` may. */
  user_can_authenticate(user: unknown): boolean {
    return (user as { is_active?: boolean }).is_active ?? true
  }

  _get_user_permissions(user_obj: unknown): unknown {
    return (user_obj as { user_permissions: { all(): unknown } }).user_permissions.all()
  }

  _get_group_permissions(user_obj: unknown): unknown {
    const { groups } = user_obj as { groups: { all(): unknown } }
    return objects().filter({ group__in: groups.all() })
  }

  /** Asked for once for each instance: `user` or `group`. */
  private permissions(user_obj: unknown, obj: unknown, from_name: 'user' | 'group'): Set<string> {
    const user = user_obj as WithCaches
    if (!user.is_active || user.is_anonymous || obj !== null) return new Set()
    const cache = `_${from_name}_perm_cache`
    const known = user[cache]
    if (known instanceof Set) return known as Set<string>
    const rows = user.is_superuser
      ? objects().all()
      : callMethodWithKwargs(this, `_get_${from_name}_permissions`, [user])
    const pairs = (rows as Rows).values_list('content_type__app_label', 'codename').order_by()
    const names = Array.from(pairs, ([app_label, codename]) => `${app_label}.${codename}`)
    return keep(user, cache, new Set(names))
  }

  override get_user_permissions(user_obj: unknown, obj: unknown = null): Set<string> {
    return this.permissions(user_obj, obj, 'user')
  }

  override get_group_permissions(user_obj: unknown, obj: unknown = null): Set<string> {
    return this.permissions(user_obj, obj, 'group')
  }

  override get_all_permissions(user_obj: unknown, obj: unknown = null): Set<string> {
    const user = user_obj as WithCaches
    if (!user.is_active || user.is_anonymous || obj !== null) return new Set()
    const known = user['_perm_cache']
    if (known instanceof Set) return known as Set<string>
    return keep(user, '_perm_cache', super.get_all_permissions(user_obj) as Set<string>)
  }

  override has_perm(user_obj: unknown, perm: unknown, obj: unknown = null): boolean {
    return (user_obj as UserLike).is_active && super.has_perm(user_obj, perm, obj)
  }

  /** Whether the user has any permission in the app. */
  has_module_perms(user_obj: unknown, app_label: unknown): boolean {
    if (!(user_obj as UserLike).is_active) return false
    const names = callMethodWithKwargs(this, 'get_all_permissions', [user_obj])
    return [...(iterate(names) as Iterable<string>)].some(
      (perm) => perm.slice(0, perm.indexOf('.')) === app_label,
    )
  }

  override get_user(user_id: unknown): unknown {
    const User = get_user_model()
    try {
      const user = User._default_manager.get({ pk: user_id })
      return this.user_can_authenticate(user) ? user : null
    } catch (error) {
      if (!(error instanceof User.DoesNotExist)) throw error
      return null
    }
  }
}

interface Rows {
  values_list(...fields: string[]): { order_by(): Iterable<[string, string]> }
}

function objects(): { all(): unknown; filter(lookups: object): unknown } {
  return Permission.objects as { all(): unknown; filter(lookups: object): unknown }
}

function keep(user: object, cache: string, names: Set<string>): Set<string> {
  Object.defineProperty(user, cache, { value: names, configurable: true, writable: true })
  return names
}

/** Users who are not active may log in, too. */
export class AllowAllUsersModelBackend extends ModelBackend {
  override user_can_authenticate(_user: unknown): boolean {
    return true
  }
}

/** The web server has authenticated the user already and only tells the name. */
export class RemoteUserBackend extends ModelBackend {
  /** A name that is new becomes a user. */
  static create_unknown_user = true
  declare create_unknown_user: boolean

  override authenticate(
    request: HttpRequest | null,
    { remote_user = null }: Credentials = {},
  ): unknown {
    if (!remote_user) return null
    const User = get_user_model()
    const username = this.clean_username(String(remote_user))
    const lookup = { [User.USERNAME_FIELD]: username }
    let user: unknown = null
    let created = false
    if (this.create_unknown_user) [user, created] = User._default_manager.get_or_create(lookup)
    else [user = null] = User._default_manager.filter(lookup)
    if (user === null) return null
    user = callMethodWithKwargs(this, 'configure_user', [request, user], { created })
    return this.user_can_authenticate(user) ? user : null
  }

  /** For names that come with a domain, say. */
  clean_username(username: string): string {
    return username
  }

  configure_user(_request: HttpRequest | null, user: unknown, _options: object = {}): unknown {
    return user
  }
}

export class AllowAllUsersRemoteUserBackend extends RemoteUserBackend {
  override user_can_authenticate(_user: unknown): boolean {
    return true
  }
}
