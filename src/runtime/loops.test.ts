import { expect, test } from 'vitest'
import { LoopWatch } from './loops.ts'
import { watchLoops } from './watch-loops.ts'

test('every kind of loop counts its turns, and no line moves', () => {
  const code = [
    'for (const x of f(xs)) {',
    '  use(x)',
    '}',
    'while (a)',
    '  b()',
    'do c(); while (d)',
    'for (;;) e()',
    'for (let i = g(1, (2)); i < 3; i++) {}',
  ]

  expect(watchLoops(code.join('\n')).split('\n')).toEqual([
    'for (const x of f(xs)) {__roundtrip_loop(1);',
    '  use(x)',
    '}',
    'while (__roundtrip_loop(4),a)',
    '  b()',
    'do c(); while (__roundtrip_loop(6),d)',
    'for (;;__roundtrip_loop(7)) e()',
    'for (let i = g(1, (2)); i < 3;__roundtrip_loop(8), i++) {}',
  ])
})

test('words that only look like loops stay as they are, and so does code that cannot be read', () => {
  const code = "const a = 'while (x)', b = /for (;;)/, c = `for (;;) ${d.while}` // while (e)"

  expect(watchLoops(code)).toBe(code)
  expect(watchLoops('for (@@@')).toBe('for (@@@')
})

test('a loop is reported once its request runs for a second, then once a second', () => {
  let us = 0
  const reports: unknown[] = []
  const watch = new LoopWatch({ monotonic: () => us, onLongLoop: (where) => reports.push(where) })
  const count = watch.counterOf('blog/views.ts')

  watch.start()
  for (let turn = 0; turn < 2560; turn++) {
    us += 1000
    count(12)
  }

  expect(reports).toEqual([
    { file: 'blog/views.ts', line: 12 },
    { file: 'blog/views.ts', line: 12 },
  ])
})

test('loops that only the compiler wrote are left alone, those of the source are counted', () => {
  const code = 'for (const key in module) copy(key)\nwhile /* ever */ (a) b()'

  expect(watchLoops(code, "import * as views from './views' // for a while")).toBe(code)
  expect(watchLoops(code, 'while /* ever */ (a) b()')).toContain('__roundtrip_loop(2),a')
})
