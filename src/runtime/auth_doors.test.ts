import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { Project } from './project.ts'

const sqlite = await initSqlJs()

const MIDDLEWARE = [
  'django.contrib.sessions.middleware.SessionMiddleware',
  'django.contrib.auth.middleware.AuthenticationMiddleware',
]

const urls = `
import { include, path } from 'django/urls'
import { HttpResponse } from 'django/http'
import { get_user_model, login } from 'django/contrib/auth'
import { login_not_required, permission_required, user_passes_test } from 'django/contrib/auth/decorators'
import * as mail from 'django/core/mail'

const who = (request) => new HttpResponse(String(request.user))
const later = user_passes_test((user) => user.is_authenticated)(
  async function later(request) { return new HttpResponse('later ' + (await request.auser()).username) })
function join(request) {
  const user = get_user_model().objects.create_user('ada', { email: 'ada@example.com', password: 'first-engine' })
  login(request, user)
  return new HttpResponse('in')
}
export const urlpatterns = [
  path('who/', who),
  path('join/', login_not_required(join)),
  path('open/', login_not_required((request) => who(request))),
  path('perm/', permission_required('auth.add_user')(who)),
  path('strict/', permission_required(['auth.add_user'], { raise_exception: true })(who)),
  path('test/', user_passes_test((user) => user.username === 'ada', { login_url: '/in/', redirect_field_name: 'n' })(who)),
  path('later/', later),
  path('outbox/', login_not_required(() => new HttpResponse(mail.outbox.map((m) => m.subject + '|' + m.body).join('#')))),
  path('accounts/', include('django.contrib.auth.urls')),
]`

/** One browser: it keeps its cookies. */
function visitor(more: readonly string[] = [], settings = '') {
  const project = Project.load(
    {
      'mysite/settings.ts': `
export const SECRET_KEY = 'x'
export const ALLOWED_HOSTS = ['testserver']
export const ROOT_URLCONF = 'mysite.urls'
export const MIDDLEWARE = ${JSON.stringify([...MIDDLEWARE, ...more])}
export const INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions']
export const TEMPLATES = [{ BACKEND: 'django.template.backends.django.DjangoTemplates', DIRS: ['templates'] }]
export const EMAIL_BACKEND = 'django.core.mail.backends.locmem.EmailBackend'
export const PASSWORD_HASHERS = ['django.contrib.auth.hashers.MD5PasswordHasher']
${settings}`,
      'mysite/urls.ts': urls,
      'mysite/remote.ts': `
import { RemoteUserMiddleware } from 'django/contrib/auth/middleware'
export class ByHeader extends RemoteUserMiddleware { static header = 'HTTP_X_USER' }`,
      'templates/registration/password_reset_form.html': '{{ title }} {{ form.errors.email }}',
      'templates/registration/password_reset_done.html': '{{ title }}',
      'templates/registration/password_reset_complete.html': '{{ title }} {{ login_url }}',
      'templates/registration/password_reset_confirm.html':
        '{{ title }} {{ validlink }} {{ form.errors.new_password2 }}',
      'templates/registration/password_reset_email.html':
        "{% url 'password_reset_confirm' uidb64=uid token=token %} for {{ user.username }} at {{ domain }}",
    },
    {
      now: () => Date.parse('2026-02-01T12:00:00Z') * 1000,
      monotonic: () => 0,
      random: (bytes) => new Uint8Array(bytes).map((_, index) => index * 7),
      modules: allModules,
      openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
    },
  )
  expect(project.problem).toBeNull()
  const token = 'a'.repeat(32)
  const jar = new Map([['csrftoken', token]])
  return (
    method: string,
    url: string,
    form = '',
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const isForm = method === 'POST'
    const { response } = project.request(method, url, {
      headers: {
        Host: 'testserver',
        Cookie,
        ...(isForm && {
          'Content-Type': 'application/x-www-form-urlencoded',
          'X-CSRFToken': token,
        }),
        ...headers,
      },
      ...(isForm && { body: form }),
    })
    for (const [name, value] of response.headers) {
      const [, key, kept] = /^([^=]+)=([^;]*)/.exec(value) ?? []
      if (name === 'Set-Cookie') jar.set(key!, kept!)
    }
    const to = response.headers.find(([name]) => name === 'Location')?.[1]
    return {
      status: response.status,
      to,
      text: new TextDecoder().decode(response.body ?? undefined),
    }
  }
}

test('permission_required sends away who may not, or forbids', () => {
  const visit = visitor()

  expect(visit('GET', '/perm/?a=1')).toMatchObject({
    status: 302,
    to: '/accounts/login/?next=/perm/%3Fa%3D1',
  })
  expect(visit('GET', '/strict/').status).toBe(403)
  visit('GET', '/join/')
  expect(visit('GET', '/perm/').status).toBe(302)
  expect(visit('GET', '/strict/').status).toBe(403)
})

test('user_passes_test asks the user, with an address and a field of its own', () => {
  const visit = visitor()

  expect(visit('GET', '/test/').to).toBe('/in/?n=/test/')
  visit('GET', '/join/')
  expect(visit('GET', '/test/').text).toBe('ada')
})

test('a decorated async view asks for its user without blocking', () => {
  const visit = visitor()

  expect(visit('GET', '/later/').to).toBe('/accounts/login/?next=/later/')
  visit('GET', '/join/')
  expect(visit('GET', '/later/').text).toBe('later ada')
})

test('LoginRequiredMiddleware guards all views but those that are marked', () => {
  const visit = visitor(['django.contrib.auth.middleware.LoginRequiredMiddleware'])

  expect(visit('GET', '/who/?a=1').to).toBe('/accounts/login/?next=/who/%3Fa%3D1')
  expect(visit('GET', '/open/').text).toBe('AnonymousUser')
  expect(visit('GET', '/accounts/password_reset/').status).toBe(200)
  expect(visit('GET', '/nowhere/').status).toBe(404)
  visit('GET', '/join/')
  expect(visit('GET', '/who/').text).toBe('ada')
})

test('RemoteUserMiddleware believes the server: logged in with the header, out without', () => {
  const visit = visitor(
    ['mysite.remote.ByHeader'],
    "export const AUTHENTICATION_BACKENDS = ['django.contrib.auth.backends.RemoteUserBackend']",
  )
  const as = (name: string) => visit('GET', '/who/', '', { 'X-User': name }).text

  expect(as('zoe')).toBe('zoe')
  expect(as('ann')).toBe('ann')
  expect(visit('GET', '/who/').text).toBe('AnonymousUser')
})

test('a forgotten password: the mail’s link, a new password, and the link is spent', () => {
  const visit = visitor()
  visit('GET', '/join/')

  expect(visit('GET', '/accounts/password_reset/').text).toContain('Password reset')
  expect(visit('POST', '/accounts/password_reset/', 'email=nobody@example.com').status).toBe(302)
  expect(visit('GET', '/outbox/').text).toBe('')
  expect(visit('POST', '/accounts/password_reset/', 'email=ADA@example.com').to).toBe(
    '/accounts/password_reset/done/',
  )
  const [, subject, link] = /^(.*)\|(\S+) for ada at testserver/.exec(
    visit('GET', '/outbox/').text,
  )!
  expect(subject).toBe('Password reset on testserver')

  const inside = visit('GET', link!).to!
  expect(inside).toMatch(/^\/accounts\/reset\/\w+\/set-password\/$/)
  expect(visit('GET', inside).text).toContain('Enter new password True')
  expect(visit('POST', inside, 'new_password1=a-second&new_password2=other').status).toBe(200)
  expect(visit('POST', inside, 'new_password1=second-engine&new_password2=second-engine').to).toBe(
    '/accounts/reset/done/',
  )
  expect(visit('GET', '/accounts/reset/done/').text).toBe(
    'Password reset complete /accounts/login/',
  )
  expect(visit('GET', link!).text).toContain('Password reset unsuccessful False')
})
