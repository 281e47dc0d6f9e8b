/**
 * A forgotten password in four pages: ask for the address, say that a mail is on its way, take the new password of whoever
 * has the link, say that it is done. The token in the link is put into the session at once and out of the address, so
 * that no other site sees it in a Referer.
 *
 * Django: django/contrib/auth/views.py, topics/auth/default#module-django.contrib.auth.views
 */
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import { decode } from '../../../base/python/bytes.ts'
import { OverflowError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import { ImproperlyConfigured, ValidationError } from '../../core/exceptions.ts'
import type { HttpRequest } from '../../http/request.ts'
import { HttpResponseRedirect } from '../../http/response.ts'
import { resolve_url } from '../../shortcuts.ts'
import { reverse_lazy } from '../../urls/index.ts'
import { method_decorator } from '../../utils/decorators.ts'
import { urlsafe_base64_decode } from '../../utils/http.ts'
import { gettext_lazy as _ } from '../../utils/translation/index.ts'
import { never_cache } from '../../views/decorators/cache.ts'
import { csrf_protect } from '../../views/decorators/csrf.ts'
import { FormView, TemplateView } from '../../views/generic/index.ts'
import type { SessionBase } from '../sessions/backends/base.ts'
import { login_not_required } from './decorators.ts'
import { SetPasswordForm } from './forms.ts'
import { get_user_model, login } from './index.ts'
import { formOf, PasswordContextMixin } from './password_context.ts'
import { PasswordResetForm } from './password_reset_form.ts'
import { default_token_generator, type PasswordResetTokenGenerator } from './tokens.ts'
import type { UserLike } from './user_like.ts'

type Named = Record<string, unknown>

export const INTERNAL_RESET_SESSION_TOKEN = '_password_reset_token'

export class PasswordResetView extends PasswordContextMixin(FormView) {
  static email_template_name = 'registration/password_reset_email.html'
  static extra_email_context: Named | null = null
  static form_class: unknown = PasswordResetForm
  static from_email: string | null = null
  static html_email_template_name: string | null = null
  static subject_template_name = 'registration/password_reset_subject.txt'
  static success_url: unknown = reverse_lazy('password_reset_done')
  static template_name: unknown = 'registration/password_reset_form.html'
  static title: unknown = _('Password reset')
  static token_generator: PasswordResetTokenGenerator = default_token_generator
  declare email_template_name: string
  declare extra_email_context: Named | null
  declare from_email: string | null
  declare html_email_template_name: string | null
  declare subject_template_name: string
  declare token_generator: PasswordResetTokenGenerator

  override form_valid(form: unknown): unknown {
    callMethodWithKwargs(form as object, 'save', [], {
      use_https: this.request.is_secure(),
      token_generator: this.token_generator,
      from_email: this.from_email,
      email_template_name: this.email_template_name,
      subject_template_name: this.subject_template_name,
      request: this.request,
      html_email_template_name: this.html_email_template_name,
      extra_email_context: this.extra_email_context,
    })
    return super.form_valid(form)
  }
}
method_decorator([login_not_required, csrf_protect], { name: 'dispatch' })(PasswordResetView)

export class PasswordResetDoneView extends PasswordContextMixin(TemplateView) {
  static template_name: unknown = 'registration/password_reset_done.html'
  static title: unknown = _('Password reset sent')
}
method_decorator(login_not_required, { name: 'dispatch' })(PasswordResetDoneView)

export class PasswordResetConfirmView extends PasswordContextMixin(FormView) {
  static form_class: unknown = SetPasswordForm
  static post_reset_login = false
  static post_reset_login_backend: string | null = null
  /** What stands in the address in place of the token. */
  static reset_url_token = 'set-password'
  static success_url: unknown = reverse_lazy('password_reset_complete')
  static template_name: unknown = 'registration/password_reset_confirm.html'
  static title: unknown = _('Enter new password')
  static token_generator: PasswordResetTokenGenerator = default_token_generator
  declare post_reset_login: boolean
  declare post_reset_login_backend: string | null
  declare reset_url_token: string
  declare token_generator: PasswordResetTokenGenerator
  declare validlink: boolean
  declare user: UserLike | null

  /** @throws {ImproperlyConfigured} */
  override dispatch(request: HttpRequest, ...rest: unknown[]): unknown {
    const { uidb64, token } = this.kwargs
    if (uidb64 === undefined || token === undefined) {
      throw new ImproperlyConfigured("The URL path must contain 'uidb64' and 'token' parameters.")
    }
    this.validlink = false
    this.user = callMethodWithKwargs(this, 'get_user', [uidb64]) as UserLike | null
    if (this.user !== null) {
      const session = request['session'] as SessionBase
      if (str(token) === this.reset_url_token) {
        const kept = session.get(INTERNAL_RESET_SESSION_TOKEN)
        if (this.token_generator.check_token(this.user, kept)) {
          this.validlink = true
          return super.dispatch(request, ...rest)
        }
      } else if (this.token_generator.check_token(this.user, token)) {
        session.__setitem__(INTERNAL_RESET_SESSION_TOKEN, token)
        return new HttpResponseRedirect(request.path.replace(str(token), this.reset_url_token))
      }
    }
    const context = callMethodWithKwargs(this, 'get_context_data', [])
    return callMethodWithKwargs(this, 'render_to_response', [context])
  }

  /** @returns null for a link that was never ours */
  get_user(uidb64: unknown): UserLike | null {
    const User = get_user_model()
    try {
      const uid = decode(urlsafe_base64_decode(str(uidb64)))
      return User._default_manager.get({ pk: User._meta.pk.to_python(uid) }) as UserLike
    } catch (error) {
      const kinds = [TypeError, ValueError, OverflowError, User.DoesNotExist, ValidationError]
      if (kinds.some((kind) => error instanceof kind)) return null
      throw error
    }
  }

  override get_form_kwargs(): Named {
    return { ...super.get_form_kwargs(), user: this.user }
  }

  override get_form(form_class: unknown = null): unknown {
    const Form = form_class ?? callMethodWithKwargs(this, 'get_form_class', [])
    return formOf(this, Form, 'user')
  }

  override form_valid(form: unknown): unknown {
    const user = callMethodWithKwargs(form as object, 'save', [])
    ;(this.request['session'] as SessionBase).__delitem__(INTERNAL_RESET_SESSION_TOKEN)
    if (this.post_reset_login) login(this.request, user, this.post_reset_login_backend)
    return super.form_valid(form)
  }

  override get_context_data(kwargs: unknown = {}): Named {
    const context = super.get_context_data(kwargs)
    return this.validlink
      ? { ...context, validlink: true }
      : { ...context, form: null, title: _('Password reset unsuccessful'), validlink: false }
  }
}
method_decorator([login_not_required, never_cache], { name: 'dispatch' })(PasswordResetConfirmView)

export class PasswordResetCompleteView extends PasswordContextMixin(TemplateView) {
  static template_name: unknown = 'registration/password_reset_complete.html'
  static title: unknown = _('Password reset complete')

  override get_context_data(kwargs: unknown = {}): Named {
    return { ...super.get_context_data(kwargs), login_url: resolve_url(settings.LOGIN_URL) }
  }
}
method_decorator(login_not_required, { name: 'dispatch' })(PasswordResetCompleteView)
