/** Python's `functools.wraps`: a wrapper goes by the name of what it wraps, and carries the same marks. */
import { iscoroutinefunction, markcoroutinefunction } from '../../base/async/coroutine_function.ts'
import { class_name } from '../../base/python/class_name.ts'
import { module_of } from './source_of.ts'

/**
 * Copies what Django sets on functions (`csrf_exempt`, `view_class`, …) and remembers the original as `__wrapped__`.
 * Wrappers are arrows or functions that pass on all their arguments.
 */
export function wraps<F extends object>(wrapped: unknown, wrapper: F): F {
  if (typeof wrapped === 'function' || (typeof wrapped === 'object' && wrapped !== null)) {
    Object.assign(wrapper, wrapped)
  }
  const name = typeof wrapped === 'function' ? class_name(wrapped) : ''
  const define = (key: string, value: unknown) =>
    Object.defineProperty(wrapper, key, { value, configurable: true, writable: true })
  define('__wrapped__', wrapped)
  if (iscoroutinefunction(wrapped)) markcoroutinefunction(wrapper)
  if (name !== '') {
    define('name', name)
    define('__name__', name)
  }
  const module = module_of(wrapped)
  if (module !== '') define('__module__', module)
  return wrapper
}
