import { expect, test } from 'vitest'
import { journey } from './journey.ts'
import { writeTrace } from './samples/build.ts'
import { contextSeenBy } from './template-context.ts'

const run = journey(
  writeTrace('context', (writer) => {
    writer.span(
      'template.render',
      { name: 'list.html', engine: 'django', origin: 'templates/list.html', context: { a: '1' } },
      null,
      () => {
        writer.event('template.extends', { name: 'list.html', parent: 'base.html' })
        writer.span('template.include', { name: 'part.html' }, null)
      },
    )
  }),
)

test('a template saw the context that it was rendered with', () => {
  expect(contextSeenBy(run, { name: 'list.html', file: 'templates/list.html' })).toEqual({ a: '1' })
})

test('a parent and a part saw that of the page', () => {
  expect(contextSeenBy(run, { name: 'base.html', file: 'x/base.html' })).toEqual({ a: '1' })
  expect(contextSeenBy(run, { name: 'part.html', file: 'x/part.html' })).toEqual({ a: '1' })
})

test('a template that was not rendered saw nothing', () => {
  expect(contextSeenBy(run, { name: 'other.html', file: 'x/other.html' })).toBeNull()
  expect(contextSeenBy(run, { name: null, file: 'x/other.html' })).toBeNull()
})
