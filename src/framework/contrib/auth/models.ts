/**
 * Users, groups and permissions.
 *
 * Django: django/contrib/auth/models.py, ref/contrib/auth
 * Left out: UserManager.with_perm.
 */
import { defineTwins } from '../../../base/async/twins.ts'
import { ValueError } from '../../../base/python/exceptions.ts'
import { isIterable, iterate } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import {
  BooleanField,
  CASCADE,
  CharField,
  DateTimeField,
  EmailField,
  ForeignKey,
  Manager,
  ManyToManyField,
  Model,
} from '../../db/models/index.ts'
import { datetime, timezone } from '../../../base/python/datetime.ts'
import { ports } from '../../utils/ports.ts'
import { ContentType } from '../contenttypes/models.ts'
import { import_module } from '../../utils/module_loading.ts'
import type * as djangoMail from '../../core/mail/index.ts'
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import type { UserLike, UserModel } from './user_like.ts'
import { AbstractBaseUser, BaseUserManager, rowOf } from './base_user.ts'
import { isGranted, permissionsOf } from './get_backends.ts'
import { make_password } from './hashers.ts'
import { UnicodeUsernameValidator } from './validators.ts'

export { AnonymousUser } from './anonymous.ts'

export class PermissionManager extends Manager {
  get_by_natural_key(codename: string, app_label: string, model: string): Permission {
    const content_type: unknown = ContentType.objects.get_by_natural_key(app_label, model)
    return rowOf(this, { codename, content_type }) as Permission
  }
}

export class Permission extends Model {
  // a field of that name hides the class's, and a bundler may write the class without one
  static readonly __name__ = 'Permission'
  // `static name` would be the class's name for TypeScript's types
  static {
    Object.defineProperty(this, 'name', { value: new CharField('name', { max_length: 255 }) })
  }
  static override objects: (typeof Model)['objects'] = new PermissionManager()
  static content_type = new ForeignKey(ContentType, CASCADE, { verbose_name: 'content type' })
  static codename = new CharField('codename', { max_length: 100 })
  static Meta = {
    app_label: 'auth',
    verbose_name: 'permission',
    verbose_name_plural: 'permissions',
    unique_together: [['content_type', 'codename']],
    ordering: ['content_type__app_label', 'content_type__model', 'codename'],
  }

  override __str__(): string {
    return `${this['content_type'].__str__()} | ${this['name']}`
  }

  natural_key(): unknown[] {
    return [this['codename'], ...this['content_type'].natural_key()]
  }
}

export class GroupManager extends Manager {
  get_by_natural_key(name: string): Group {
    return rowOf(this, { name }) as Group
  }
}

export class Group extends Model {
  static readonly __name__ = 'Group'
  static {
    const name = new CharField('name', { max_length: 150, unique: true })
    Object.defineProperty(this, 'name', { value: name })
  }
  static override objects: (typeof Model)['objects'] = new GroupManager()
  static permissions = new ManyToManyField(Permission, { verbose_name: 'permissions', blank: true })
  static Meta = { app_label: 'auth', verbose_name: 'group', verbose_name_plural: 'groups' }

  override __str__(): string {
    return this['name']
  }

  natural_key(): [string] {
    return [this['name']]
  }
}
export class UserManager extends BaseUserManager {
  private _create_user(
    username: string,
    email: string | null,
    password: string | null,
    extra: Record<string, unknown>,
  ): UserLike {
    if (!username) throw new ValueError('The given username must be set')
    const { model } = this as unknown as { model: UserModel }
    const user = new model({
      username: username.normalize('NFKC'),
      email: BaseUserManager.normalize_email(email),
      ...extra,
    })
    user.password = make_password(password)
    callMethodWithKwargs(user, 'save', [])
    return user
  }

  create_user(
    username: string,
    email: unknown = null,
    password: unknown = null,
    extra: Record<string, unknown> = {},
  ): UserLike {
    const options = optionsOf([email, password], extra)
    return this._create_user(username, options.email, options.password, {
      is_staff: false,
      is_superuser: false,
      ...options.extra,
    })
  }

  create_superuser(
    username: string,
    email: unknown = null,
    password: unknown = null,
    extra: Record<string, unknown> = {},
  ): UserLike {
    const options = optionsOf([email, password], extra)
    const fields = { is_staff: true, is_superuser: true, ...options.extra }
    if (fields['is_staff'] !== true) throw new ValueError('Superuser must have is_staff=True.')
    if (fields['is_superuser'] !== true)
      throw new ValueError('Superuser must have is_superuser=True.')
    return this._create_user(username, options.email, options.password, fields)
  }
}

/** `create_user('ada', { email, password, first_name })` and `create_user('ada', 'a@b.c', 'secret', { … })`. */
function optionsOf(
  args: readonly unknown[],
  last: Record<string, unknown>,
): { email: string | null; password: string | null; extra: Record<string, unknown> } {
  const at = args.findIndex((arg) => arg !== null && typeof arg === 'object')
  const { email, password, ...extra } = (at === -1 ? last : args[at]) as Record<string, unknown>
  const positional = at === -1 ? args : args.slice(0, at)
  return {
    email: (email ?? positional[0] ?? null) as string | null,
    password: (password ?? positional[1] ?? null) as string | null,
    extra,
  }
}

/** Superusers have every permission, others what they and their groups were given. */
export abstract class PermissionsMixin extends AbstractBaseUser {
  static is_superuser = new BooleanField('superuser status', {
    default: false,
    help_text: 'Designates that this user has all permissions without explicitly assigning them.',
  })
  static groups = new ManyToManyField(Group, {
    verbose_name: 'groups',
    blank: true,
    help_text:
      'The groups this user belongs to. A user will get all permissions granted to each of their groups.',
    related_name: 'user_set',
    related_query_name: 'user',
  })
  static user_permissions = new ManyToManyField(Permission, {
    verbose_name: 'user permissions',
    blank: true,
    help_text: 'Specific permissions for this user.',
    related_name: 'user_set',
    related_query_name: 'user',
  })
  static override Meta: object = { abstract: true }

  /** Names such as `blog.add_post`, as the backends know them. */
  get_user_permissions(obj: unknown = null): Set<string> {
    return permissionsOf(this, 'user', obj)
  }

  get_group_permissions(obj: unknown = null): Set<string> {
    return permissionsOf(this, 'group', obj)
  }

  get_all_permissions(obj: unknown = null): Set<string> {
    return permissionsOf(this, 'all', obj)
  }

  /** @param perm  `blog.add_post` @param obj  for backends that know single objects */
  has_perm(perm: unknown, obj: unknown = null): boolean {
    if (this['is_active'] && this['is_superuser']) return true
    return isGranted('has_perm', this, perm, obj)
  }

  /** @throws {ValueError} one text where a list belongs */
  has_perms(perm_list: unknown, obj: unknown = null): boolean {
    if (!isIterable(perm_list) || isString(perm_list)) {
      throw new ValueError('perm_list must be an iterable of permissions.')
    }
    return [...iterate(perm_list)].every((perm) => this.has_perm(perm, obj))
  }

  /** Whether the user has any permission in the app. */
  has_module_perms(app_label: unknown): boolean {
    if (this['is_active'] && this['is_superuser']) return true
    return isGranted('has_module_perms', this, app_label)
  }
}

const utcNow = () => datetime.fromMicroseconds(ports.now(), timezone.utc)

export abstract class AbstractUser extends PermissionsMixin {
  static override objects: (typeof Model)['objects'] = new UserManager()
  static username_validator = new UnicodeUsernameValidator()
  static username = new CharField('username', {
    max_length: 150,
    unique: true,
    help_text: 'Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.',
    validators: [AbstractUser.username_validator],
    error_messages: { unique: 'A user with that username already exists.' },
  })
  static first_name = new CharField('first name', { max_length: 150, blank: true })
  static last_name = new CharField('last name', { max_length: 150, blank: true })
  static email = new EmailField('email address', { blank: true })
  static is_staff = new BooleanField('staff status', {
    default: false,
    help_text: 'Designates whether the user can log into this admin site.',
  })
  static override is_active: unknown = new BooleanField('active', {
    default: true,
    help_text:
      'Designates whether this user should be treated as active. Unselect this instead of deleting accounts.',
  })
  static date_joined = new DateTimeField('date joined', { default: utcNow })
  static override REQUIRED_FIELDS = ['email']
  static override Meta: object = {
    verbose_name: 'user',
    verbose_name_plural: 'users',
    abstract: true,
  }

  override clean(): void {
    super.clean()
    this['email'] = BaseUserManager.normalize_email(this['email'])
  }

  get_full_name(): string {
    return `${this['first_name']} ${this['last_name']}`.trim()
  }

  get_short_name(): string {
    return this['first_name']
  }

  /** Mail to this user. @param options  as those of `send_mail` */
  email_user(subject: unknown, message: unknown, from_email: unknown = null, options = {}): void {
    const mail = import_module('django.core.mail') as unknown as typeof djangoMail
    mail.send_mail(subject, message, from_email, [this['email']], options)
  }
}

export class User extends AbstractUser {
  static override Meta: object = {
    app_label: 'auth',
    swappable: 'AUTH_USER_MODEL',
    verbose_name: 'user',
    verbose_name_plural: 'users',
  }
}

defineTwins(AbstractUser.prototype, [
  ...['get_user_permissions', 'get_group_permissions', 'get_all_permissions'],
  ...['has_perm', 'has_perms', 'has_module_perms', 'check_password'],
])
defineTwins(UserManager.prototype, ['create_user', 'create_superuser', 'get_by_natural_key'])
