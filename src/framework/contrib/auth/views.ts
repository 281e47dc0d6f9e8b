/**
 * Views for logging in and out and for changing the password; those for a forgotten one are in
 * password_reset_views.ts. The project writes their templates:
 * `registration/login.html` and so on.
 *
 * Django: django/contrib/auth/views.py, topics/auth/default#module-django.contrib.auth.views
 */
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import { ValueError } from '../../../base/python/exceptions.ts'
import { mixin, type Constructor } from '../../../base/python/mixin.ts'
import { str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import { ImproperlyConfigured } from '../../core/exceptions.ts'
import type { HttpRequest } from '../../http/request.ts'
import { HttpResponseRedirect } from '../../http/response.ts'
import { resolve_url } from '../../shortcuts.ts'
import { reverse_lazy } from '../../urls/index.ts'
import { method_decorator } from '../../utils/decorators.ts'
import { url_has_allowed_host_and_scheme } from '../../utils/http.ts'
import { gettext_lazy as _ } from '../../utils/translation/index.ts'
import { never_cache } from '../../views/decorators/cache.ts'
import { csrf_protect } from '../../views/decorators/csrf.ts'
import { FormView, TemplateView } from '../../views/generic/index.ts'
import { login_not_required, login_required } from './decorators.ts'
import { AuthenticationForm, PasswordChangeForm } from './forms.ts'
import { login, logout, REDIRECT_FIELD_NAME, update_session_auth_hash } from './index.ts'
import { formOf, PasswordContextMixin, siteOf } from './password_context.ts'
import type { UserLike } from './user_like.ts'

export {
  PasswordResetCompleteView,
  PasswordResetConfirmView,
  PasswordResetDoneView,
  PasswordResetView,
} from './password_reset_views.ts'
export { redirect_to_login } from './redirect_to_login.ts'

type Named = Record<string, unknown>

interface Requested {
  readonly request: HttpRequest
}

/** Where to go afterwards: to the address in the request, if it is one of ours, else to the view's own. */
export const RedirectURLMixin = mixin('RedirectURLMixin', (Base: Constructor<Requested>) => {
  class RedirectsToUrl extends Base {
    static next_page: unknown = null
    static redirect_field_name = REDIRECT_FIELD_NAME
    static success_url_allowed_hosts: Iterable<string> = []
    declare next_page: unknown
    declare redirect_field_name: string
    declare success_url_allowed_hosts: Iterable<string>

    get_success_url(): string {
      const asked = callMethodWithKwargs(this, 'get_redirect_url', []) as string
      return asked || (callMethodWithKwargs(this, 'get_default_redirect_url', []) as string)
    }

    /** Empty where the request names none, or one that is not safe. */
    get_redirect_url(): string {
      const name = this.redirect_field_name
      const url = str(this.request.POST.get(name, this.request.GET.get(name, '')))
      const isSafe = url_has_allowed_host_and_scheme(url, this.get_success_url_allowed_hosts(), {
        require_https: this.request.is_secure(),
      })
      return isSafe ? url : ''
    }

    get_success_url_allowed_hosts(): Set<string> {
      return new Set([this.request.get_host(), ...this.success_url_allowed_hosts])
    }

    /** @throws {ImproperlyConfigured} */
    get_default_redirect_url(): string {
      if (this.next_page) return resolve_url(this.next_page)
      throw new ImproperlyConfigured('No URL to redirect to. Provide a next_page.')
    }
  }
  return RedirectsToUrl
})

export class LoginView extends RedirectURLMixin(FormView) {
  static form_class: unknown = AuthenticationForm
  static authentication_form: unknown = null
  static template_name: unknown = 'registration/login.html'
  static redirect_authenticated_user = false
  static extra_context: unknown = null
  declare authentication_form: unknown
  declare redirect_authenticated_user: boolean

  /** @throws {ValueError}  those who are logged in already would be sent here again */
  override dispatch(request: HttpRequest, ...rest: unknown[]): unknown {
    const { is_authenticated } = request['user'] as UserLike
    if (!this.redirect_authenticated_user || !is_authenticated) {
      return super.dispatch(request, ...rest)
    }
    const to = this.get_success_url()
    if (to === request.path) {
      throw new ValueError(
        "Redirection loop for authenticated user detected. Check that your LOGIN_REDIRECT_URL doesn't point to a login page.",
      )
    }
    return new HttpResponseRedirect(to)
  }

  override get_default_redirect_url(): string {
    return resolve_url(this.next_page || settings.LOGIN_REDIRECT_URL)
  }

  override get_form_class(): unknown {
    return this.authentication_form ?? this.form_class
  }

  override get_form_kwargs(): Named {
    return { ...super.get_form_kwargs(), request: this.request }
  }

  override get_form(form_class: unknown = null): unknown {
    const Form = form_class ?? callMethodWithKwargs(this, 'get_form_class', [])
    return formOf(this, Form, 'request')
  }

  override form_valid(form: unknown): unknown {
    login(this.request, callMethodWithKwargs(form as object, 'get_user', []))
    return new HttpResponseRedirect(callMethodWithKwargs(this, 'get_success_url', []))
  }

  override get_context_data(kwargs: unknown = {}): Named {
    return {
      ...super.get_context_data(kwargs),
      [this.redirect_field_name]: this.get_redirect_url(),
      ...siteOf(this.request),
      ...(this.extra_context as Named | null),
    }
  }
}
method_decorator([csrf_protect, never_cache], { name: 'dispatch' })(LoginView)
method_decorator(login_not_required, { name: 'dispatch' })(LoginView)

/** By POST only: a link somewhere must not log anybody out. */
export class LogoutView extends RedirectURLMixin(TemplateView) {
  static override http_method_names: readonly string[] = ['post', 'options']
  static template_name: unknown = 'registration/logged_out.html'
  static extra_context: unknown = null

  post(request: HttpRequest, ...rest: unknown[]): unknown {
    logout(request)
    const to = callMethodWithKwargs(this, 'get_success_url', []) as string
    if (to !== request.get_full_path()) return new HttpResponseRedirect(to)
    return super.get(request, ...rest)
  }

  override get_default_redirect_url(): string {
    const to = this.next_page || settings.LOGOUT_REDIRECT_URL
    return to ? resolve_url(to) : this.request.path
  }

  override get_context_data(kwargs: unknown = {}): Named {
    return {
      ...super.get_context_data(kwargs),
      ...siteOf(this.request),
      title: _('Logged out'),
      subtitle: null,
      ...(this.extra_context as Named | null),
    }
  }
}
method_decorator([csrf_protect, never_cache], { name: 'dispatch' })(LogoutView)

/** Logs out, then goes to the login page. */
export function logout_then_login(request: HttpRequest, login_url: unknown = null): unknown {
  const next_page = resolve_url(login_url || settings.LOGIN_URL)
  return LogoutView.as_view({ next_page })(request)
}

export class PasswordChangeView extends PasswordContextMixin(FormView) {
  static form_class: unknown = PasswordChangeForm
  static success_url: unknown = reverse_lazy('password_change_done')
  static template_name: unknown = 'registration/password_change_form.html'
  static title: unknown = _('Password change')

  override get_form_kwargs(): Named {
    return { ...super.get_form_kwargs(), user: this.request['user'] }
  }

  override get_form(form_class: unknown = null): unknown {
    const Form = form_class ?? callMethodWithKwargs(this, 'get_form_class', [])
    return formOf(this, Form, 'user')
  }

  /** This session stays logged in, all others do not. */
  override form_valid(form: unknown): unknown {
    callMethodWithKwargs(form as object, 'save', [])
    update_session_auth_hash(this.request, (form as { user: unknown }).user)
    return super.form_valid(form)
  }
}
method_decorator([csrf_protect, login_required], { name: 'dispatch' })(PasswordChangeView)

export class PasswordChangeDoneView extends PasswordContextMixin(TemplateView) {
  static template_name: unknown = 'registration/password_change_done.html'
  static title: unknown = _('Password change successful')
}
method_decorator(login_required, { name: 'dispatch' })(PasswordChangeDoneView)
