/**
 * Somebody has forgotten the password: each active user of that address is sent a link, and nobody is told whether there
 * was one.
 *
 * Django: django/contrib/auth/forms.py (PasswordResetForm), topics/auth/default
 */
import { class_name } from '../../../base/python/class_name.ts'
import { encode } from '../../../base/python/bytes.ts'
import { getLogger } from '../../../base/python/logging.ts'
import { eq, str } from '../../../base/python/protocols.ts'
import { EmailMultiAlternatives } from '../../core/mail/index.ts'
import { EmailField, EmailInput, Form } from '../../forms/index.ts'
import type { HttpRequest } from '../../http/request.ts'
import { TemplateDoesNotExist } from '../../template/index.ts'
import { render_to_string } from '../../template/loader.ts'
import { urlsafe_base64_encode } from '../../utils/http.ts'
import { gettext_lazy as _ } from '../../utils/translation/index.ts'
import { get_user_model } from './index.ts'
import { siteOf } from './password_context.ts'
import { default_token_generator } from './tokens.ts'
import type { UserLike } from './user_like.ts'

type Context = Record<string, unknown>

export interface PasswordResetOptions {
  readonly domain_override?: string | null
  readonly subject_template_name?: string
  readonly email_template_name?: string
  readonly use_https?: boolean
  readonly token_generator?: { make_token(user: unknown): string }
  readonly from_email?: string | null
  readonly request?: HttpRequest | null
  readonly html_email_template_name?: string | null
  readonly extra_email_context?: Readonly<Context> | null
}

/** The one template for this that Django brings itself. */
const SUBJECT = 'registration/password_reset_subject.txt'

export class PasswordResetForm extends Form {
  static email = new EmailField({
    label: _('Email'),
    max_length: 254,
    widget: new EmailInput({ attrs: { autocomplete: 'email' } }),
  })

  /** A mail that cannot be sent is logged: an error would tell that there is such a user. */
  send_mail(
    subject_template_name: string,
    email_template_name: string,
    context: Context,
    from_email: string | null,
    to_email: string,
    { html_email_template_name = null }: { html_email_template_name?: string | null } = {},
  ): void {
    const subject = subjectOf(subject_template_name, context)
      .split(/\r\n|\r|\n/)
      .join('')
    const body = render_to_string(email_template_name, context)
    const message = new EmailMultiAlternatives(subject, body, from_email, [to_email])
    if (html_email_template_name !== null) {
      message.attach_alternative(render_to_string(html_email_template_name, context), 'text/html')
    }
    try {
      message.send()
    } catch (error) {
      const { pk } = context['user'] as UserLike
      const what = error instanceof Error ? `${class_name(error.constructor)}: ${str(error)}` : ''
      getLogger('django.contrib.auth').error(
        `Failed to send password reset email to ${str(pk)}\n${what}`,
      )
    }
  }

  /** Active users of this address who have a password; a similar address in other letters is another one. */
  *get_users(email: unknown): Generator<UserLike> {
    const User = get_user_model()
    const name = User.get_email_field_name()
    const found = User._default_manager.filter({ [`${name}__iexact`]: email, is_active: true })
    for (const user of found as Iterable<UserLike>) {
      if (user.has_usable_password() && eq(folded(email), folded(user[name]))) yield user
    }
  }

  save({
    domain_override = null,
    subject_template_name = SUBJECT,
    email_template_name = 'registration/password_reset_email.html',
    use_https = false,
    token_generator = default_token_generator,
    from_email = null,
    request = null,
    html_email_template_name = null,
    extra_email_context = null,
  }: PasswordResetOptions = {}): void {
    const { email } = this.cleaned_data as { email: unknown }
    const User = get_user_model()
    const site = domain_override ?? (request === null ? '' : str(siteOf(request)['site_name']))
    for (const user of this.get_users(email)) {
      const address = str(user[User.get_email_field_name()])
      const context = {
        email: address,
        domain: site,
        site_name: site,
        uid: urlsafe_base64_encode(encode(User._meta.pk.value_to_string(user))),
        user,
        token: token_generator.make_token(user),
        protocol: use_https ? 'https' : 'http',
        ...extra_email_context,
      }
      this.send_mail(subject_template_name, email_template_name, context, from_email, address, {
        html_email_template_name,
      })
    }
  }
}

function subjectOf(name: string, context: Context): string {
  try {
    return str(render_to_string(name, context))
  } catch (error) {
    if (!(error instanceof TemplateDoesNotExist) || name !== SUBJECT) throw error
    return `Password reset on ${str(context['site_name'])}`
  }
}

/** Unicode's way of comparing identifiers. */
const folded = (text: unknown) => str(text).normalize('NFKC').toLowerCase()
