import { expect, test } from 'vitest'
import { AttributeError } from '../../base/python/exceptions.ts'
import { ImproperlyConfigured } from '../core/exceptions.ts'
import { clear_script_prefix, set_script_prefix } from '../utils/script_prefix.ts'
import { settings } from './index.ts'

test('the project overrides the defaults of Django and may add settings of its own', () => {
  settings.configure({ DEBUG: true, BLOG_TITLE: 'Roundtrip', helper: 1 })

  expect(settings.DEBUG).toBe(true)
  expect(settings.APPEND_SLASH).toBe(true)
  expect(settings.BLOG_TITLE).toBe('Roundtrip')
  expect(settings.helper).toBeUndefined()
  expect(settings.is_overridden('DEBUG')).toBe(true)
  expect(settings.is_overridden('APPEND_SLASH')).toBe(false)
})

test('configuring again forgets the earlier project', () => {
  settings.configure({ DEBUG: true, BLOG_TITLE: 'Roundtrip' })
  const before = settings.generation

  settings.configure({})

  expect(settings.DEBUG).toBe(false)
  expect(() => settings.BLOG_TITLE).toThrow(AttributeError)
  expect(settings.generation).toBeGreaterThan(before)
})

test('a setting that nobody has set raises, as an attribute of a Python object does', () => {
  settings.configure({})

  expect(() => settings.NO_SUCH).toThrow("'Settings' object has no attribute 'NO_SUCH'")
  expect(() => settings.SECRET_KEY).toThrow(ImproperlyConfigured)
})

test('relative addresses of files are below the prefix under which the project is served', () => {
  settings.configure({ STATIC_URL: 'static/', MEDIA_URL: 'https://cdn.example/' })
  const atRoot = [settings.STATIC_URL, settings.MEDIA_URL]
  set_script_prefix('/demo')
  const below = [settings.STATIC_URL, settings.MEDIA_URL]
  clear_script_prefix()

  expect(atRoot).toEqual(['/static/', 'https://cdn.example/'])
  expect(below).toEqual(['/demo/static/', 'https://cdn.example/'])
})
