/** What this package asks of a project's own user model; AbstractBaseUser has all of it. */
import type { Model } from '../../db/models/index.ts'

export interface UserLike {
  pk: unknown
  password: string
  is_active: boolean
  readonly is_authenticated: boolean
  readonly is_anonymous: boolean
  readonly is_superuser?: boolean
  readonly last_login?: unknown
  /** Dotted path of the backend that authenticated it. */
  backend?: string
  readonly _meta: {
    readonly pk: { value_to_string(user: unknown): string }
    get_field(name: string): { readonly verbose_name: unknown }
  }
  get_username(): string
  check_password(raw_password: unknown): boolean
  set_password(raw_password: unknown): void
  has_usable_password(): boolean
  get_session_auth_hash?(): string
  get_session_auth_fallback_hash?(): Iterable<string>
  [attribute: string]: unknown
}

/** The class: what `get_user_model()` gives. */
export interface UserModel {
  new (values?: Readonly<Record<string, unknown>>): UserLike
  readonly USERNAME_FIELD: string
  readonly REQUIRED_FIELDS: readonly string[]
  get_email_field_name(): string
  normalize_username(username: string): string
  readonly DoesNotExist: new (...args: unknown[]) => Error
  readonly _default_manager: UserManagerLike
  readonly objects: (typeof Model)['objects']
  readonly _meta: {
    readonly pk: { to_python(value: unknown): unknown; value_to_string(user: unknown): string }
    get_field(name: string): FieldLike
  }
}

interface FieldLike {
  readonly verbose_name: unknown
  readonly max_length?: number | null
  readonly remote_field: unknown
}

interface UserManagerLike {
  get(lookups: Readonly<Record<string, unknown>>): unknown
  get_by_natural_key(username: unknown): unknown
  get_or_create(lookups: Readonly<Record<string, unknown>>): [unknown, boolean]
  filter(lookups: Readonly<Record<string, unknown>>): Iterable<unknown>
}
