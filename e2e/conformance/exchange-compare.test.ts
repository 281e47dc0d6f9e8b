import { expect, test } from 'vitest'
import { differences, sameSession } from './kinds/exchange-compare.ts'

const answer = {
  status: 200,
  headers: { 'Content-Length': '2', Vary: 'Cookie' },
  body: 'hi',
  kwargs: { pk: 7, slug: 'a' },
  templates: ['page.html', 'django/forms/div.html'],
}
const got = { ...answer, kwargs: { pk: '7', slug: "'a'" }, templates: ['page.html'] }

test('arguments are compared as a trace shows them, and templates of forms not at all', () => {
  expect(differences(answer, got)).toEqual([])
  expect(differences(answer, { ...got, kwargs: { pk: "'7'", slug: "'a'" } })).toEqual(['kwargs'])
  expect(differences(answer, { ...got, templates: [] })).toEqual(['templates'])
})

test('of a page in words of Django the title counts; what the record omits does not', () => {
  const page = { ...answer, body: '<title>403 Forbidden</title>words', templates: [null] }
  const ours = { ...got, body: '<title>403 Forbidden</title>others', templates: [] }

  expect(
    differences(page, { ...ours, headers: { 'Content-Length': '9', Vary: 'Cookie' } }),
  ).toEqual([])
  expect(differences(page, { ...ours, body: '<title>Oops</title>' })).toEqual(['body'])
  expect(differences({ ...answer, omitted: ['body'] }, { ...got, body: 'other' })).toEqual([])
})

test('a session is the same where each of its answers is', () => {
  expect(sameSession([answer, answer], [got, got])).toBe(true)
  expect(sameSession([answer, answer], [got, { ...got, status: 404 }])).toBe(false)
  expect(sameSession([answer, answer], [got])).toBe(false)
})
