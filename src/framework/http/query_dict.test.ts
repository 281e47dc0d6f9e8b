import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import { QueryDict } from './index.ts'

beforeEach(() => {
  settings.configure({})
})

test('a field with several values gives the last one, or all', () => {
  const data = new QueryDict('tag=a&tag=b&q=x+y')

  expect(data['tag']).toBe('b')
  expect(data.getlist('tag')).toEqual(['a', 'b'])
  expect(data.get('q')).toBe('x y')
  expect(data.get('none', 'fallback')).toBe('fallback')
  expect(() => data['none']).toThrow('none')
})

test('it cannot be changed, its copy can', () => {
  const data = new QueryDict('page=1')
  expect(() => data.__setitem__('page', '2')).toThrow('This QueryDict instance is immutable')

  const copy = data.copy()
  copy['page'] = '2'

  expect(copy.urlencode()).toBe('page=2')
  expect(data.urlencode()).toBe('page=1')
})

test('urlencode keeps what is named as safe', () => {
  expect(new QueryDict('next=%2Fa%26b%2F').urlencode('/')).toBe('next=/a%26b/')
})
