import { expect, test } from 'vitest'
import { LoopWatch, watchLoops } from './loops.ts'

test('every kind of loop counts its turns, and no line moves', () => {
  const code = 'for (const x of xs)\n  use(x)\nwhile (a) {\n  b()\n}\ndo c(); while (d)'

  expect(watchLoops(code)).toBe(
    'for (const x of xs)\n  {__roundtrip_loop(1);use(x)}\nwhile (a) {__roundtrip_loop(3);\n  b()\n}\ndo {__roundtrip_loop(6);c();} while (d)',
  )
})

test('code without loops, and code that cannot be read, stays as it is', () => {
  expect(watchLoops('const a = xs.map(f)')).toBe('const a = xs.map(f)')
  expect(watchLoops('for (@@@)')).toBe('for (@@@)')
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
