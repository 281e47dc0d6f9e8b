import { expect, test } from 'vitest'
import { definedAt, learnerFrames } from './stack.ts'

test('only the learner’s frames are found, outermost first', () => {
  const stack = `Error: x
    at helper (play:///blog/util.ts:5:20)
    at QuerySet.iterate (http://abc.localhost:5174/__host/assets/worker.js:1:99)
    at async Object.post_list [as view] (play:///blog/views.ts:12:3)
    at play:///blog/urls.ts:3:1`

  expect(learnerFrames(stack)).toEqual([
    { function: '', where: { file: 'blog/urls.ts', line: 3 } },
    { function: 'post_list', where: { file: 'blog/views.ts', line: 12 } },
    { function: 'helper', where: { file: 'blog/util.ts', line: 5 } },
  ])
})

test('Firefox writes frames its own way', () => {
  const stack =
    'helper@play:///blog/util.ts:5:3\n@play:///blog/urls.ts:3:1\nrun@http://x/worker.js:1:2\n'

  expect(learnerFrames(stack).map((frame) => frame.function)).toEqual(['', 'helper'])
})

test('a thing knows the line that made it', () => {
  const define = (0, eval)(
    '(define) => {\n\nreturn define()}\n//# sourceURL=play:///blog/urls.ts',
  ) as (define: typeof definedAt) => ReturnType<typeof definedAt>

  expect(define(definedAt)).toEqual({ file: 'blog/urls.ts', line: 3 })
  expect(definedAt()).toBeNull()
})
