import { beforeEach, expect, test } from 'vitest'
import { settings } from '../../conf/index.ts'
import { HttpResponse, type HttpRequest } from '../../http/index.ts'
import { RequestFactory } from '../../test/index.ts'
import { path } from '../../urls/index.ts'
import { TemplateView, RedirectView, View } from './index.ts'
import { tracing, type Tracer } from '../../../trace/tracer.ts'

const factory = new RequestFactory()

beforeEach(() => {
  settings.configure({
    ROOT_URLCONF: { urlpatterns: [path('p/<int:pk>/', () => null, { name: 'post' })] },
    TEMPLATES: [
      {
        BACKEND: 'django.template.backends.django.DjangoTemplates',
        OPTIONS: {
          loaders: [
            ['django.template.loaders.locmem.Loader', { 'about.html': '{{ who }} {{ view.x }}' }],
          ],
        },
      },
    ],
  })
})

class Hello extends View {
  static greeting = 'Hello'
  declare greeting: string

  get(_request: HttpRequest, { name }: { name: string }) {
    return new HttpResponse(`${this.greeting} ${name}`)
  }
}

const text = (response: unknown) => String((response as HttpResponse).content.decode())

test('a view class answers by the method of the request, with the arguments of its URL', () => {
  const view = Hello.as_view()

  expect(text(view(factory.get('/'), { name: 'Ada' }))).toBe('Hello Ada')
  expect(view.view_class).toBe(Hello)
})

test('as_view replaces class attributes for its own instances', () => {
  const view = Hello.as_view({ greeting: 'Bye' })

  expect(text(view(factory.get('/'), { name: 'Ada' }))).toBe('Bye Ada')
  expect(text(Hello.as_view()(factory.get('/'), { name: 'Ada' }))).toBe('Hello Ada')
})

test('as_view takes only what the class has, and no method', () => {
  expect(() => Hello.as_view({ greting: 'Hi' })).toThrow(
    "Hello() received an invalid keyword 'greting'. as_view only accepts arguments that are already attributes of the class.",
  )
  expect(() => Hello.as_view({ get: null })).toThrow(
    'The method name get is not accepted as a keyword argument to Hello().',
  )
})

test('a method that the class does not have is 405, and OPTIONS names those it has', () => {
  const view = Hello.as_view()
  const refused = view(factory.post('/'), { name: 'Ada' }) as HttpResponse
  const options = view(factory.options('/'), { name: 'Ada' }) as HttpResponse

  expect([refused.status_code, refused.headers.get('Allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  expect([options.status_code, options.headers.get('Allow')]).toEqual([200, 'GET, HEAD, OPTIONS'])
})

test('HEAD is GET where the class has no head of its own', () => {
  expect(text(Hello.as_view()(factory.head('/'), { name: 'Ada' }))).toBe('Hello Ada')
})

test('forgetting super.setup is told', () => {
  class Broken extends View {
    override setup() {}
  }

  expect(() => Broken.as_view()(factory.get('/'))).toThrow(
    "Broken instance has no 'request' attribute. Did you override setup() and forget to call super()?",
  )
})

test('a template view gives its context to the template, and itself as view', () => {
  class About extends TemplateView {
    static template_name = 'about.html'
    x = 1

    override get_context_data(kwargs: unknown) {
      const context = super.get_context_data(kwargs)
      context['who'] = 'us'
      return context
    }
  }
  const response = About.as_view()(factory.get('/')) as { render(): HttpResponse }

  expect(text(response.render())).toBe('us 1')
})

test('a redirect view fills its address, keeps the query if asked, and is gone without one', () => {
  const go = (options: object, kwargs: object = { pk: 3 }) =>
    RedirectView.as_view(options as never)(factory.get('/?q=1'), kwargs) as HttpResponse
  const target = (response: HttpResponse) => [
    response.status_code,
    response.headers.get('Location'),
  ]

  expect(target(go({ url: '/x/%(pk)s/' }))).toEqual([302, '/x/3/'])
  expect(target(go({ pattern_name: 'post', query_string: true, permanent: true }))).toEqual([
    301,
    '/p/3/?q=1',
  ])
  expect(go({}).status_code).toBe(410)
})

test('the trace shows which method of which class ran, in order', () => {
  const seen: unknown[] = []
  const tracer: Tracer = {
    templatePosition: null,
    begin: (_kind, detail) => seen.push(detail),
    end: () => undefined,
    event: () => undefined,
  }
  tracing.tracer = tracer
  try {
    Hello.as_view()(factory.get('/'), { name: 'Ada' })
  } finally {
    tracing.tracer = null
  }

  expect(seen).toEqual([
    { name: 'setup', owner: 'View' },
    { name: 'dispatch', owner: 'View' },
    { name: 'get', owner: 'Hello' },
  ])
})
