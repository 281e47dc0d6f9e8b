import { expect, test } from 'vitest'
import { SuspiciousFileOperation } from '../core/exceptions.ts'
import { safe_join } from './_os.ts'

test('a path below the folder is normalized', () => {
  expect(safe_join('/media', 'photos', '../docs/./a.txt')).toBe('/media/docs/a.txt')
  expect(safe_join('/media/', '')).toBe('/media')
  expect(safe_join('/', 'etc')).toBe('/etc')
})

test('a path that leads outside is refused, a folder with a longer name too', () => {
  expect(() => safe_join('/media', '../secret')).toThrow(SuspiciousFileOperation)
  expect(() => safe_join('/media', '/media2')).toThrow(
    'The joined path (/media2) is located outside of the base path component (/media)',
  )
})
