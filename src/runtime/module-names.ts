/**
 * Python's `__module__` for Django's own functions and classes, which in JavaScript do not know where they were written:
 * the module that exports them. Packages export them again (`django.views.generic`), so the deepest one is it.
 */
import type { Namespace } from '../framework/utils/module_loading.ts'

/** @param modules  by path: `django/views/generic/base`. @returns a finder; it reads the modules when first asked */
export function moduleNames(
  modules: Readonly<Record<string, Namespace>>,
): (value: object) => string | null {
  let names: WeakMap<object, string> | null = null
  return (value) => {
    names ??= readNames(modules)
    return names.get(value) ?? null
  }
}

function readNames(modules: Readonly<Record<string, Namespace>>): WeakMap<object, string> {
  const names = new WeakMap<object, string>()
  const paths = Object.keys(modules).sort((a, b) => depthOf(b) - depthOf(a))
  for (const path of paths) {
    for (const value of Object.values(modules[path] ?? {})) {
      if (typeof value !== 'function' || names.has(value)) continue
      names.set(value, path.replaceAll('/', '.'))
    }
  }
  return names
}

const depthOf = (path: string) => path.split('/').length
