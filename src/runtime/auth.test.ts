import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import type { TraceEvent } from '../trace/model.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { Project } from './project.ts'

const sqlite = await initSqlJs()

const settings = `
export const SECRET_KEY = 'x'
export const DEBUG = true
export const ROOT_URLCONF = 'mysite.urls'
export const LOGIN_URL = '/in/'
export const LOGIN_REDIRECT_URL = '/mine/'
export const AUTH_PASSWORD_VALIDATORS = ['MinimumLengthValidator', 'CommonPasswordValidator'].map(
  (name) => ({ NAME: 'django.contrib.auth.password_validation.' + name }))
export const PASSWORD_HASHERS = ['django.contrib.auth.hashers.MD5PasswordHasher']
export const INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'django.contrib.sessions', 'blog']
export const MIDDLEWARE = [
  'django.contrib.sessions.middleware.SessionMiddleware',
  'django.contrib.auth.middleware.AuthenticationMiddleware',
]
export const TEMPLATES = [{
  BACKEND: 'django.template.backends.django.DjangoTemplates',
  DIRS: ['templates'],
  OPTIONS: { context_processors: ['django.contrib.auth.context_processors.auth'] },
}]`

const urls = `
import { include, path } from 'django/urls'
import * as views from '../blog/views'
export const urlpatterns = [
  path('join/', views.join),
  path('in/', views.enter),
  path('out/', views.leave),
  path('mine/', views.mine),
  path('class/', views.Mine.as_view()),
  path('page/', views.page),
  path('accounts/', include('django.contrib.auth.urls')),
  path('sign-up/', views.sign_up),
]`

const views = `
import { HttpResponse } from 'django/http'
import { render } from 'django/shortcuts'
import { View } from 'django/views/generic'
import { authenticate, get_user_model, login, logout } from 'django/contrib/auth'
import { login_required } from 'django/contrib/auth/decorators'
import { UserCreationForm } from 'django/contrib/auth/forms'
import { LoginRequiredMixin } from 'django/contrib/auth/mixins'

export function join(request) {
  get_user_model().objects.create_user('ada', { password: 'engine' })
  return new HttpResponse('welcome')
}
export function enter(request) {
  const user = authenticate(request, { username: 'ada', password: request.GET['password'] })
  if (user === null) return new HttpResponse('no', { status: 403 })
  login(request, user)
  return new HttpResponse('hello ' + request.user.username)
}
export function leave(request) {
  logout(request)
  return new HttpResponse('bye ' + request.user)
}
export const mine = login_required((request) => new HttpResponse('for ' + request.user.username))
export class Mine extends LoginRequiredMixin(View) {
  get(request) { return new HttpResponse('class for ' + request.user.username) }
}
export const page = (request) => render(request, 'page.html')
export function sign_up(request) {
  const form = new UserCreationForm(request.POST)
  if (!form.is_valid()) return new HttpResponse(JSON.stringify(form.errors.get_json_data()), { status: 400 })
  return new HttpResponse('new: ' + form.save().username)
}
`
const page = `{{ user.username|default:"nobody" }} {{ perms.blog.add_post }} {% if perms.blog %}any{% else %}none{% endif %}`

const SECRET = 'a'.repeat(32)

function load() {
  const project = Project.load(
    {
      'mysite/settings.ts': settings,
      'mysite/urls.ts': urls,
      'blog/views.ts': views,
      'templates/page.html': page,
      'templates/registration/login.html': '{% csrf_token %}{{ form.as_p }}{{ next }}',
    },
    {
      now: () => Date.parse('2025-01-05T12:00:00Z') * 1000,
      monotonic: () => 0,
      random: randomBytes(),
      modules: allModules,
      openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
    },
  )
  let cookie = ''
  return (path: string, body?: string) => {
    const type = 'application/x-www-form-urlencoded'
    // the secret itself is a token, too
    const csrf = { Cookie: `${cookie}; csrftoken=${SECRET}`, 'X-CSRFToken': SECRET }
    const { response, trace } = project.request(body === undefined ? 'GET' : 'POST', path, {
      headers: { ...csrf, 'Content-Type': type },
      ...(body === undefined ? {} : { body }),
    })
    const headers = new Map(response.headers.map(([name, value]) => [name.toLowerCase(), value]))
    const set = /sessionid=([^;]*)/.exec(headers.get('set-cookie') ?? '')
    if (set) cookie = set[1] === '""' ? '' : `sessionid=${set[1] ?? ''}`
    const events = trace.entries.filter((entry): entry is TraceEvent => entry.type === 'event')
    const auth = events.flatMap((event) => (event.kind === 'auth' ? [event.detail] : []))
    const session = events.flatMap((event) => (event.kind === 'session' ? [event.detail.op] : []))
    const text = new TextDecoder().decode(response.body ?? new ArrayBuffer())
    return {
      status: response.status,
      text,
      location: headers.get('location'),
      auth,
      session,
      cookie,
    }
  }
}

/** The same bytes in every run, others at each call. */
function randomBytes() {
  let seed = 1
  return (count: number) =>
    Uint8Array.from({ length: count }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return seed >>> 24
    })
}

test('who is not logged in is sent to the login page, and back', () => {
  const visit = load()
  expect(visit('/mine/?tab=2')).toMatchObject({
    status: 302,
    location: '/in/?next=/mine/%3Ftab%3D2',
  })
  expect(visit('/class/')).toMatchObject({ status: 302, location: '/in/?next=/class/' })
})

test('a login lasts until the logout', () => {
  const visit = load()
  visit('/join/')

  expect(visit('/in/?password=engine').text).toBe('hello ada')
  expect(visit('/mine/').text).toBe('for ada')
  expect(visit('/class/').text).toBe('class for ada')
  expect(visit('/out/').text).toBe('bye AnonymousUser')
  expect(visit('/mine/').status).toBe(302)
})

test('a login changes the key of the session', () => {
  const visit = load()
  visit('/join/')
  const first = visit('/in/?password=engine').cookie
  const again = visit('/in/?password=engine')
  expect(first).toMatch(/^sessionid=[a-z0-9]{32}$/)
  expect(again).toMatchObject({ cookie: first, session: ['load', 'save'] })
  visit('/out/')
  expect(visit('/in/?password=engine').cookie).not.toBe(first)
})

test('the trace says why a login was refused', () => {
  const visit = load()
  visit('/join/')
  expect(visit('/in/?password=wrong').auth).toEqual([
    {
      action: 'authenticate',
      outcome: 'refused',
      user: 'ada',
      backend: 'django.contrib.auth.backends.ModelBackend',
      reason: 'the password is wrong',
    },
    {
      action: 'authenticate',
      outcome: 'refused',
      user: null,
      backend: null,
      reason: 'no backend takes these credentials',
    },
  ])
})

test('templates see the user and the permissions', () => {
  const visit = load()
  expect(visit('/page/').text).toBe('nobody False none')
  visit('/join/')
  visit('/in/?password=engine')
  expect(visit('/page/').text).toBe('ada False none')
})

test('the views of Django log in and out', () => {
  const visit = load()
  visit('/join/')

  expect(visit('/accounts/login/?next=/page/').text).toContain('name="username"')
  const wrong = visit('/accounts/login/', 'username=ada&password=no')
  expect(wrong.text).toContain('Please enter a correct username and password.')
  expect(visit('/accounts/login/', 'username=ada&password=engine').location).toBe('/mine/')
  expect(visit('/mine/').text).toBe('for ada')
  expect(visit('/accounts/logout/', 'next=/page/').location).toBe('/page/')
  expect(visit('/mine/').status).toBe(302)
})

test('the next address must be one of ours', () => {
  const visit = load()
  visit('/join/')
  const body = 'username=ada&password=engine&next=https://evil.example/'
  expect(visit('/accounts/login/', body).location).toBe('/mine/')
})

test('somebody can sign up, with a password that the rules allow', () => {
  const visit = load()
  const sign = (password: string) =>
    visit('/sign-up/', `username=grace&password1=${password}&password2=${password}`)

  expect(sign('short').text).toContain('password_too_short')
  expect(sign('password').text).toContain('password_too_common')
  expect(sign('compilers').text).toBe('new: grace')
  expect(sign('compilers').text).toContain('A user with that username already exists.')
})
