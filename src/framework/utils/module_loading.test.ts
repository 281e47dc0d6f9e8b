import { expect, test } from 'vitest'
import type { ImportError } from '../../base/python/exceptions.ts'
import { ModuleNotFoundError } from '../../base/python/exceptions.ts'
import { import_module, import_string, setImporter } from './module_loading.ts'

const modules: Record<string, Record<string, unknown>> = { 'blog.middleware': { timing: 1 } }
setImporter((dotted) => {
  const found = modules[dotted]
  if (found === undefined) throw new ModuleNotFoundError(`No module named '${dotted}'`)
  return found
})

test('a dotted path names something in a module', () => {
  expect(import_string('blog.middleware.timing')).toBe(1)
  expect(import_module('blog.middleware')).toBe(modules['blog.middleware'])
})

test('a name that the module lacks is told with those it has', () => {
  const error = (() => {
    try {
      return import_string('blog.middleware.timming')
    } catch (e) {
      return e as ImportError
    }
  })() as ImportError

  expect(error.message).toBe('Module "blog.middleware" does not define a "timming" attribute/class')
  expect(error.teaching?.hint).toBe('It exports timing.')
})

test('a path without a dot is no path', () => {
  expect(() => import_string('timing')).toThrow("timing doesn't look like a module path")
})
