/**
 * Forms for logging in, signing up and changing passwords. A project's own sign-up form extends BaseUserCreationForm and
 * names its user model in `Meta`.
 *
 * Django: django/contrib/auth/forms.py, topics/auth/default#built-in-forms
 * Left out: what only the admin uses (UserChangeForm, AdminPasswordChangeForm, AdminUserCreationForm).
 */
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import { str, truthy } from '../../../base/python/protocols.ts'
import { ValidationError } from '../../core/exceptions.ts'
import {
  CharField,
  Form,
  ModelForm,
  PasswordInput,
  TextInput,
  type BaseForm,
} from '../../forms/index.ts'
import type { FormOptions } from '../../forms/forms.ts'
import type { Widget } from '../../forms/widgets/base.ts'
import type { HttpRequest } from '../../http/request.ts'
import { capfirst } from '../../utils/text.ts'
import { gettext_lazy as _ } from '../../utils/translation/index.ts'
import { authenticate, get_user_model } from './index.ts'
import { User } from './models.ts'
import { password_validators_help_text_html, validate_password } from './password_validation.ts'
import type { UserLike } from './user_like.ts'

/** Letters that look alike become the same letter. */
export class UsernameField extends CharField {
  override to_python(value: unknown): unknown {
    const text = super.to_python(value)
    if (typeof text !== 'string') return text
    // what is too long is refused anyway, and normalising could make it longer
    const isTooLong = this.max_length !== null && [...text].length > this.max_length
    return isTooLong ? text : text.normalize('NFKC')
  }

  override widget_attrs(widget: Widget): Record<string, unknown> {
    const attrs = super.widget_attrs(widget)
    return { ...attrs, autocapitalize: 'none', autocomplete: 'username' }
  }
}

const MISMATCH = { password_mismatch: _('The two password fields didn’t match.') }

function passwordInput(autocomplete: string, more: object = {}): PasswordInput {
  return new PasswordInput({ attrs: { autocomplete, ...more } })
}

/** The password twice. */
function passwordFields(
  label1: unknown = _('Password'),
  label2: unknown = _('Password confirmation'),
): [CharField, CharField] {
  const password1 = new CharField({
    label: label1,
    required: true,
    strip: false,
    widget: passwordInput('new-password'),
    help_text: password_validators_help_text_html(),
  })
  const password2 = new CharField({
    label: label2,
    required: true,
    widget: passwordInput('new-password'),
    strip: false,
    help_text: _('Enter the same password as before, for verification.'),
  })
  return [password1, password2]
}

type Messages = Readonly<Record<string, unknown>>
type WithMessages = BaseForm & { error_messages: Messages }

/** Adds an error where the two passwords differ. */
function checkSame(form: WithMessages, name1: string, name2: string): void {
  const [one, two] = [form.cleaned_data[name1], form.cleaned_data[name2]]
  if (!truthy(one ?? null) || !truthy(two ?? null) || one === two) return
  const code = 'password_mismatch'
  form.add_error(name2, new ValidationError(form.error_messages[code], { code }))
}

/** Adds what the validators of the settings have to say. */
function checkRules(form: BaseForm, user: unknown, name: string): void {
  const password = form.cleaned_data[name] ?? null
  if (!truthy(password)) return
  try {
    validate_password(password, user)
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    form.add_error(name, error)
  }
}

const [password1, password2] = passwordFields()

/** A new user with name and password, without any rights. */
export class BaseUserCreationForm extends ModelForm {
  static error_messages: Messages = MISMATCH
  static password1 = password1
  static password2 = password2
  static override Meta: unknown = {
    model: User,
    fields: ['username'],
    field_classes: { username: UsernameField },
  }
  declare error_messages: Messages

  constructor(data: unknown = null, files: unknown = null, options: object = {}) {
    super(data, files, options)
    const { USERNAME_FIELD } = this._meta.model as { USERNAME_FIELD: string }
    const field = this.fields[USERNAME_FIELD]
    if (field !== undefined) field.widget.attrs['autofocus'] = true
  }

  override clean(): unknown {
    checkSame(this, 'password1', 'password2')
    return super.clean()
  }

  /** The rules are asked last: they compare the password with what the user is called. */
  override _post_clean(): void {
    super._post_clean()
    checkRules(this, this.instance, 'password2')
  }

  override save(commit: boolean | { readonly commit?: boolean } = true): unknown {
    const isNow = typeof commit === 'object' ? (commit.commit ?? true) : commit
    const user = super.save(false) as UserLike & { save(): void }
    user.set_password(this.cleaned_data['password1'])
    if (isNow) {
      user.save()
      this.save_m2m?.()
    }
    return user
  }
}

interface UserModelOfForm {
  objects: { filter(lookups: object): { exists(): boolean } }
}

/** As BaseUserCreationForm; names that differ only in case count as the same. */
export class UserCreationForm extends BaseUserCreationForm {
  clean_username(): unknown {
    const username = this.cleaned_data['username'] ?? null
    const model = this._meta.model as unknown as UserModelOfForm
    if (!truthy(username) || !model.objects.filter({ username__iexact: username }).exists()) {
      return username
    }
    const instance = this.instance as {
      unique_error_message(model: unknown, check: string[]): unknown
    }
    throw new ValidationError(instance.unique_error_message(model, ['username']))
  }
}

/** Name and password of somebody who logs in. */
export class AuthenticationForm extends Form {
  static error_messages: Messages = {
    invalid_login: _(
      'Please enter a correct %(username)s and password. Note that both fields may be case-sensitive.',
    ),
    inactive: _('This account is inactive.'),
  }
  static username = new UsernameField({ widget: new TextInput({ attrs: { autofocus: true } }) })
  static password = new CharField({
    label: _('Password'),
    strip: false,
    widget: passwordInput('current-password'),
  })
  declare error_messages: Messages
  readonly request: HttpRequest | null
  user_cache: UserLike | null = null
  readonly username_field: { readonly verbose_name: unknown }

  constructor(
    request: HttpRequest | null = null,
    data: unknown = null,
    files: unknown = null,
    options: FormOptions = {},
  ) {
    super(data, files, options)
    this.request = request
    const User = get_user_model()
    const field = User._meta.get_field(User.USERNAME_FIELD)
    this.username_field = field
    const { username } = this.fields
    if (username === undefined) return
    const max_length = field.max_length || 254
    Object.assign(username, { max_length })
    username.widget.attrs['maxlength'] = max_length
    username.label ??= capfirst(field.verbose_name)
  }

  override clean(): unknown {
    const { username = null, password = null } = this.cleaned_data
    if (username === null || !truthy(password)) return this.cleaned_data
    this.user_cache = authenticate(this.request, { username, password })
    if (this.user_cache === null) {
      throw callMethodWithKwargs(this, 'get_invalid_login_error', []) as ValidationError
    }
    callMethodWithKwargs(this, 'confirm_login_allowed', [this.user_cache])
    return this.cleaned_data
  }

  /** @throws {ValidationError}  this user may not log in */
  confirm_login_allowed(user: unknown): void {
    if ((user as UserLike).is_active) return
    throw new ValidationError(this.error_messages['inactive'], { code: 'inactive' })
  }

  get_user(): UserLike | null {
    return this.user_cache
  }

  get_invalid_login_error(): ValidationError {
    const params = { username: str(this.username_field.verbose_name) }
    return new ValidationError(this.error_messages['invalid_login'], {
      code: 'invalid_login',
      params,
    })
  }
}

const [new_password1, new_password2] = passwordFields(
  _('New password'),
  _('New password confirmation'),
)

/** A new password, without asking for the old one. */
export class SetPasswordForm extends Form {
  static error_messages: Messages = MISMATCH
  static new_password1 = new_password1
  static new_password2 = new_password2
  declare error_messages: Messages
  readonly user: UserLike

  constructor(
    user: unknown,
    data: unknown = null,
    files: unknown = null,
    options: FormOptions = {},
  ) {
    super(data, files, options)
    this.user = user as UserLike
  }

  override clean(): unknown {
    checkSame(this, 'new_password1', 'new_password2')
    checkRules(this, this.user, 'new_password2')
    return super.clean()
  }

  save(commit: boolean | { readonly commit?: boolean } = true): UserLike {
    this.user.set_password(this.cleaned_data['new_password1'])
    const isNow = typeof commit === 'object' ? (commit.commit ?? true) : commit
    if (isNow) callMethodWithKwargs(this.user, 'save', [])
    return this.user
  }
}

/** A new password for those who know the old one. */
export class PasswordChangeForm extends SetPasswordForm {
  static override error_messages: Messages = {
    ...MISMATCH,
    password_incorrect: _('Your old password was entered incorrectly. Please enter it again.'),
  }
  static old_password = new CharField({
    label: _('Old password'),
    strip: false,
    widget: passwordInput('current-password', { autofocus: true }),
  })
  static override field_order = ['old_password', 'new_password1', 'new_password2']

  clean_old_password(): unknown {
    const old_password = this.cleaned_data['old_password']
    if (this.user.check_password(old_password)) return old_password
    const code = 'password_incorrect'
    throw new ValidationError(this.error_messages[code], { code })
  }
}

export { PasswordResetForm } from './password_reset_form.ts'
