import { beforeEach, expect, test } from 'vitest'
import { coroutinesOf, asyncGlobals } from '../base/async/module.ts'
import { loop } from '../base/async/loop.ts'
import { waitFor } from '../base/async/task.ts'
import { COROUTINES, makeCoroutines } from './coroutines.ts'

let nowUs = 0

beforeEach(() => {
  nowUs = 0
  loop.setPorts({ monotonic: () => (nowUs += 1000), after: () => () => undefined })
})

/** Runs the text as the body of a module and gives what it returns. */
function run(source: string): unknown {
  const { code } = makeCoroutines(source)
  const names = Object.keys(asyncGlobals)
  const body = new Function(COROUTINES, ...names, code) as (...args: unknown[]) => unknown
  return body(coroutinesOf('views.ts'), ...Object.values(asyncGlobals))
}

/** The same for what it returns a promise of: nothing but our loop is turned. */
const settled = (source: string) => waitFor(run(source) as PromiseLike<unknown>)

test('functions, methods and arrows await as before, without the host', () => {
  const source = `
    const one = async () => 1
    const two = async (x = 2) => { await one(); return x }
    class Base { async sum(n) { return n + this.start } }
    class View extends Base {
      start = 10
      async sum(...args) { return (await super.sum(...args)) + await two() }
      static async make() { return new this() }
    }
    async function all() { return (await (await View.make()).sum(5)) + (await one()) }
    return all()`

  expect(settled(source)).toBe(18)
})

test('lines stay where they are', () => {
  const source =
    'async function a(\n  x,\n) {\n  for await (const y of\n    x) {\n    await y\n  }\n}\n// end'

  const { code } = makeCoroutines(source)

  expect(code.split('\n')).toHaveLength(source.split('\n').length)
  expect(code.split('\n')[5]).toContain(`${COROUTINES}.at(6, y)`)
})

test('an await at the start of a line does not become a call of the line before', () => {
  expect(
    settled(`
      const log = []
      const note = async (x) => log.push(x)
      async function f(ok) {
        const x = 1
        await note(x)
        if (ok) await note(2)
        else await note(3)
        await note(4) || log.push('never')
        return log
      }
      return f(true)`),
  ).toEqual([1, 2, 4])
})

test('for await closes what it leaves early, and obeys its label', () => {
  expect(
    settled(`
      const log = []
      async function* count() { try { for (let i = 0; ; i++) yield i } finally { log.push('closed') } }
      async function f() {
        outer: for await (const i of count()) {
          for (const j of [0, 1]) { if (i === 1) continue outer; if (i === 3) break outer; log.push([i, j]) }
        }
        for await (const x of [1, Promise.resolve(2)]) log.push(x)
        return log
      }
      return f()`),
  ).toEqual([[0, 0], [0, 1], [2, 0], [2, 1], 'closed', 1, 2])
})

test('async generators delegate, and take what they are sent', () => {
  expect(
    settled(`
      async function* inner() { yield 'a'; return 'b' }
      async function* outer() { const got = yield* inner(); const sent = yield got; yield sent }
      async function f() {
        const g = outer(); const all = []
        all.push((await g.next()).value, (await g.next()).value, (await g.next('c')).value)
        return all
      }
      return f()`),
  ).toEqual(['a', 'b', 'c'])
})

test('this, arguments and super are those of the function that was written', () => {
  expect(
    settled(`
      class Base { get name() { return 'base' } async hi() { return 'hi ' + this.who } }
      class Sub extends Base {
        who = 'sub'
        async count() { return arguments.length }
        async hi() { const later = async () => super.hi(); return [await later(), super.name] }
      }
      const sub = new Sub()
      return Promise.all([sub.count(1, 2), sub.hi()])`),
  ).toEqual([2, ['hi sub', 'base']])
})

test('timers of the module live on our loop', () => {
  expect(
    settled(`
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
      return (async () => { await sleep(50); await Promise.all([sleep(100), sleep(100)]); return 'rested' })()`),
  ).toBe('rested')
  expect(nowUs).toBeLessThan(250_000)
})

test('the texts are those by which the functions are known again', () => {
  const { code, texts } = makeCoroutines(
    'const v = { async  list(request) { return 1 } }; async function f() {}; return [v.list, f, async (x) => x]',
  )

  const functions = (new Function(COROUTINES, code) as () => object[])()

  expect(functions.map((f) => texts.includes(Function.prototype.toString.call(f)))).toEqual([
    true,
    true,
    true,
  ])
})

test('what cannot be read is left alone', () => {
  expect(makeCoroutines('async function {')).toEqual({ code: 'async function {', texts: [] })
})
