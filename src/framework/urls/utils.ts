/**
 * Views named by a dotted path, as `handler404 = 'blog.views.not_found'` does.
 *
 * Django: django/urls/utils.py
 */
import { isCallable } from '../../base/kwargs.ts'
import { ImportError } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { ViewDoesNotExist } from '../core/exceptions.ts'
import { import_module } from '../utils/module_loading.ts'

/** @throws {ImportError | ViewDoesNotExist} */
export function get_callable(lookup_view: unknown): unknown {
  if (isCallable(lookup_view)) return lookup_view
  if (typeof lookup_view !== 'string') {
    throw new ViewDoesNotExist(`'${str(lookup_view)}' is not a callable or a dot-notation path`)
  }
  const [moduleName, name] = get_mod_func(lookup_view)
  if (name === '') {
    throw new ImportError(`Could not import '${lookup_view}'. The path must be fully qualified.`)
  }
  const found = import_module(moduleName)[name]
  if (found === undefined) {
    throw new ViewDoesNotExist(
      `Could not import '${lookup_view}'. View does not exist in module ${moduleName}.`,
    )
  }
  if (!isCallable(found)) {
    throw new ViewDoesNotExist(`Could not import '${moduleName}.${name}'. View is not callable.`)
  }
  return found
}

/** `'blog.views.detail'` → `['blog.views', 'detail']`. */
export function get_mod_func(callback: string): [module: string, name: string] {
  const dot = callback.lastIndexOf('.')
  return dot === -1 ? [callback, ''] : [callback.slice(0, dot), callback.slice(dot + 1)]
}
