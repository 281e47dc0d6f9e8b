import { expect, test } from 'vitest'
import { eq, repr } from '../../base/python/protocols.ts'
import {
  CaseInsensitiveMapping,
  ImmutableList,
  MultiValueDict,
  OrderedSet,
} from './datastructures.ts'

test('a MultiValueDict gives the last value, or all of them', () => {
  const d = new MultiValueDict({ tag: ['a', 'b'], none: [] })

  expect(d['tag']).toBe('b')
  expect(d.get('tag')).toBe('b')
  expect(d.getlist('tag')).toEqual(['a', 'b'])
  expect(d.get('none', 'fallback')).toBe('fallback')
  expect(() => d['missing']).toThrow('missing')
  expect(repr(d)).toBe("<MultiValueDict: {'tag': ['a', 'b'], 'none': []}>")
})

test('assigning replaces the list, update extends it', () => {
  const d = new MultiValueDict<unknown>({ a: [1, 2] })

  d['a'] = 3
  d.update({ a: 4 })
  d.appendlist('b', 5)

  expect(d.getlist('a')).toEqual([3, 4])
  expect(d.dict()).toEqual({ a: 4, b: 5 })
  expect(eq(d, d.copy())).toBe(true)
})

test('an OrderedSet holds each value once, in order of arrival', () => {
  const set = new OrderedSet([3, 1, 3n])

  expect([...set]).toEqual([3, 1])
  set.discard(7)
  expect(() => set.remove(7)).toThrow()
  expect(repr(set)).toBe('OrderedSet([3, 1])')
})

test('an ImmutableList says why it cannot change', () => {
  const list = new ImmutableList([1, 2], { warning: 'Ask upload_handlers first.' })

  expect([...list]).toEqual([1, 2])
  expect(() => list.append()).toThrow('Ask upload_handlers first.')
})

test('keys are found in any case and keep their own', () => {
  const headers = new CaseInsensitiveMapping({ 'Content-Type': 'text/html' }) as unknown as Record<
    string,
    string
  > &
    CaseInsensitiveMapping

  expect(headers['content-type']).toBe('text/html')
  expect(headers.keys()).toEqual(['Content-Type'])
  expect(eq(headers, { 'CONTENT-TYPE': 'text/html' })).toBe(true)
})
