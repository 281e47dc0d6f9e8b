/** A view that leaves rendering to later, so that middleware can still change the context. */
import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import { setTemplateFiles } from './files.ts'
import { engines } from './engines.ts'
import { SimpleTemplateResponse } from './response.ts'

beforeEach(() => {
  setTemplateFiles({
    read: (path) => (path === 'templates/hi.html' ? 'Hi {{ name }}' : null),
    list: () => ['templates/hi.html'],
  })
  settings.configure({
    TEMPLATES: [
      { BACKEND: 'django.template.backends.django.DjangoTemplates', DIRS: ['templates'] },
    ],
  })
  engines.reset()
})

test('content is there once it is rendered, with the context of that moment', () => {
  const response = new SimpleTemplateResponse('hi.html', { name: 'Ada' }, { status: 201 })
  expect(() => response.content).toThrow(
    'The response content must be rendered before it can be accessed.',
  )
  response.context_data = { name: 'Grace' }
  response.render()
  expect(response.text).toBe('Hi Grace')
  expect(response.status_code).toBe(201)
})

test('callbacks run after rendering and may answer with another response', () => {
  const response = new SimpleTemplateResponse('hi.html')
  const other = new SimpleTemplateResponse('hi.html', { name: 'other' })
  response.add_post_render_callback(() => other)
  expect(response.render()).toBe(other)
})
