import { expect, test } from 'vitest'
import { namesInScope } from './scope.ts'

test('a loop’s names are there inside of it only', () => {
  expect(namesInScope('{% for a, b in rows %}{{')).toEqual(['a', 'b', 'forloop'])
  expect(namesInScope('{% for a, b in rows %}{% endfor %}{{')).toEqual([])
})

test('inner names come first', () => {
  expect(namesInScope('{% with total=posts|length %}{% for post in posts %}{{')).toEqual([
    'post',
    'forloop',
    'total',
  ])
})

test('`as` gives a name for the rest', () => {
  expect(namesInScope("{% url 'home' as home %}{{")).toEqual(['home'])
})
