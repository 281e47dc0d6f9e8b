import { expect, test } from 'vitest'
import { journey } from './journey.ts'
import { writeTrace } from './samples/build.ts'
import { forbidden } from './samples/turned.ts'
import { toldBy } from './told.ts'

test('log lines and prints stand together, in the order in which they came', () => {
  const run = journey(
    writeTrace('told', (writer) => {
      writer.event('print', { text: 'one\n' }, 'blog/views.ts:3')
      writer.event('cookie.set', {
        name: 'seen',
        value: '1',
        attributes: { Path: '/', Secure: '' },
      })
      writer.event('log', { logger: 'blog', level: 'ERROR', message: 'two' })
    }),
  )

  expect(toldBy(run)).toMatchObject([
    {
      title: 'Log and print',
      lines: [
        { word: 'print', text: 'one', where: { file: 'blog/views.ts', line: 3 } },
        { word: 'ERROR', text: 'two', by: 'blog', isBad: true },
      ],
    },
    { title: 'Cookies set', lines: [{ word: 'seen', text: '1; Path=/; Secure' }] },
  ])
})

test('a refused token is bad news', () => {
  expect(toldBy(journey(forbidden()))).toMatchObject([
    { title: 'CSRF', lines: [{ word: 'rejected', isBad: true }] },
  ])
})
