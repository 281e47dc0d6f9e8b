import { expect, test } from 'vitest'
import type { PrintedVariable } from '../trace/printed.ts'
import { journey } from './journey.ts'
import { printedAt, printedParts } from './printed.ts'
import { writeTrace } from './samples/build.ts'

function variable(expression: string, file: string, block: string | null): PrintedVariable {
  return { expression, where: { file, line: 1 }, block, times: 1, samples: [] }
}

test('a variable belongs to the block or include of its own file, else to the template', () => {
  const run = journey(
    writeTrace('printed', (writer) => {
      writer.span(
        'template.render',
        { name: 'page.html', engine: 'django', origin: 'templates/page.html', context: {} },
        null,
        () => {
          writer.span(
            'template.block',
            { name: 'body', template: 'page.html' },
            'templates/page.html:3',
            () => writer.span('template.include', { name: 'part.html' }, 'templates/page.html:4'),
          )
          return {
            printed: [
              variable('site', 'templates/base.html', null),
              variable('title', 'templates/page.html', 'body'),
              variable('note', 'templates/part.html', 'body'),
            ],
          }
        },
      )
    }),
  )
  const names = [...printedParts(run)].map(([entry, parts]) => [
    run.tree.byId.get(entry)?.kind,
    parts.map(({ expression }) => expression),
  ])

  expect(names).toEqual([
    ['template.render', ['site']],
    ['template.block', ['title']],
    ['template.include', ['note']],
  ])
})

test('a line of a template tells what its variables printed', () => {
  const run = journey(
    writeTrace('line', (writer) => {
      writer.span(
        'template.render',
        { name: 'page.html', engine: 'django', origin: 'page.html', context: {} },
        null,
        () => ({ printed: [variable('a', 'page.html', null), variable('b', 'base.html', null)] }),
      )
    }),
  )

  expect(printedAt(run, { file: 'base.html', line: 1 })).toMatchObject([{ expression: 'b' }])
  expect(printedAt(run, { file: 'base.html', line: 2 })).toEqual([])
})
