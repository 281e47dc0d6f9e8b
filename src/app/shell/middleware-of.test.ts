import { expect, test } from 'vitest'
import { middlewareOf } from './middleware-of.ts'

test('the layers come in the order of the file, without those in comments', () => {
  const settings = `export const MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    // 'django.middleware.gzip.GZipMiddleware',
    "blog.middleware.TimingMiddleware",
  ]`
  expect(middlewareOf(settings)).toEqual([
    'django.middleware.security.SecurityMiddleware',
    'blog.middleware.TimingMiddleware',
  ])
})

test('a list that is not written out is not guessed', () => {
  expect(middlewareOf('export const MIDDLEWARE = layers()')).toBeNull()
})
