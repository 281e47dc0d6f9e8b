/**
 * Which functions are `async`. After compiling, the learner's are plain functions that return a task, so they are known
 * by their exact text; a function of the host's knows itself; a wrapper has to be marked.
 */
const MARK: unique symbol = Symbol('coroutine function')
const texts = new Set<string>()
const known = new WeakMap<object, boolean>()

/** @param compiled  texts of compiled functions that were `async`, as `toString()` gives them */
export function knowCoroutines(compiled: readonly string[]): void {
  for (const text of compiled) texts.add(text)
}

/** Calls of it are to be awaited. The mark is on this very object: an instance needs one of its own. */
export function markcoroutinefunction<F>(func: F): F {
  Object.defineProperty(func, MARK, { value: true, configurable: true })
  return func
}

/** Asgiref's: an instance whose `__call__` is async is none before it is marked. */
export function iscoroutinefunction(func: unknown): boolean {
  if ((typeof func !== 'object' && typeof func !== 'function') || func === null) return false
  if ((func as { [MARK]?: boolean })[MARK] === true) return true
  if (typeof func !== 'function') return false
  const before = known.get(func)
  if (before !== undefined) return before
  const found =
    func.constructor.name === 'AsyncFunction' ||
    (texts.size > 0 && texts.has(Function.prototype.toString.call(func)))
  known.set(func, found)
  return found
}
