import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import { SimpleUploadedFile } from '../core/files/uploadedfile.ts'
import { RequestFactory } from '../test/index.ts'

const factory = new RequestFactory()

beforeEach(() => {
  settings.configure({ ALLOWED_HOSTS: ['testserver'] })
})

test('query, headers and cookies can be read both ways', () => {
  const request = factory.get('/blog/?q=a&q=b', null, {
    headers: { accept: 'application/json', cookie: 'theme=dark' },
  })

  expect(request.method).toBe('GET')
  expect(request.GET['q']).toBe('b')
  expect(request.headers['Accept']).toBe('application/json')
  expect(request.META['REMOTE_ADDR']).toBe('127.0.0.1')
  expect(request.META.get('HTTP_X_NONE', 'none')).toBe('none')
  expect(request.COOKIES.get('theme')).toBe('dark')
  expect(() => request.META['HTTP_X_NONE']).toThrow('HTTP_X_NONE')
})

test('a form is read when somebody asks for it, files apart', () => {
  const file = new SimpleUploadedFile('..\\dir/photo.png', 'binary', 'image/png')
  const request = factory.post('/upload/', { title: 'é', tag: ['a', 'b'], photo: file })

  expect(request.POST['title']).toBe('é')
  expect(request.POST.getlist('tag')).toEqual(['a', 'b'])
  const photo = request.FILES['photo'] as SimpleUploadedFile
  expect([photo.name, photo.content_type, photo.size]).toEqual(['photo.png', 'image/png', 6])
  expect(() => request.body).toThrow(
    "You cannot access body after reading from request's data stream",
  )
})

test('a form in the other encoding leaves the body to be read', () => {
  const request = factory.post('/', 'a=1&b=2', {
    content_type: 'application/x-www-form-urlencoded',
  })

  expect(request.POST.dict()).toEqual({ a: '1', b: '2' })
  expect(request.body.decode()).toBe('a=1&b=2')
})

test('the host must be one that the settings name', () => {
  expect(factory.get('/').get_host()).toBe('testserver')
  expect(() => factory.get('/', null, { headers: { host: 'evil.example' } }).get_host()).toThrow(
    "Invalid HTTP_HOST header: 'evil.example'. You may need to add 'evil.example' to ALLOWED_HOSTS.",
  )
})

test('an address is made whole with the request at hand', () => {
  const request = factory.get('/blog/?page=2', null, { secure: true })

  expect(request.build_absolute_uri()).toBe('https://testserver/blog/?page=2')
  expect(request.build_absolute_uri('../about/')).toBe('https://testserver/about/')
  expect(request.get_full_path()).toBe('/blog/?page=2')
})

test('the client gets the type that it likes best', () => {
  const request = factory.get('/', null, {
    headers: { accept: 'text/html;q=0.5, application/json' },
  })

  expect(request.get_preferred_type(['text/html', 'application/json'])).toBe('application/json')
  expect(request.accepts('image/png')).toBe(false)
})
