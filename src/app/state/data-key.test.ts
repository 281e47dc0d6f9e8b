import { beforeEach, expect, test, vi } from 'vitest'
import { dataKey, renewDataKey } from './data-key.ts'

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})

test('the own project has one key, until another project takes its place', () => {
  const first = dataKey('')

  expect(dataKey('')).toBe(first)
  renewDataKey('')
  expect(dataKey('')).not.toBe(first)
})

test('a link has a key of its own, and going back finds the own data again', () => {
  const own = dataKey('')
  const shared = dataKey('#v1.link')

  expect(shared).not.toBe(own)
  expect(dataKey('#v1.link')).toBe(shared)
  expect(dataKey('#v1.other')).not.toBe(shared)
  expect(dataKey('')).toBe(own)
})
