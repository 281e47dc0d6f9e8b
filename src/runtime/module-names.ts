/**
 * Python's `__module__` for Django's own functions and classes, which in JavaScript do not know where they were written:
 * the module that exports them. Packages export them again (`django.views.generic`), so the deepest one is it.
 */
import type { Namespace } from '../framework/utils/module_loading.ts'

type Modules = Readonly<Record<string, Namespace>>

/** Projects come and go, Django's modules stay. */
const read = new WeakMap<Modules, WeakMap<object, string>>()

/** @param modules  by path: `django/views/generic/base`. @returns a finder; it reads the modules when first asked */
export function moduleNames(modules: Modules): (value: object) => string | null {
  return (value) => {
    let names = read.get(modules)
    if (names === undefined) read.set(modules, (names = readNames(modules)))
    return names.get(value) ?? null
  }
}

function readNames(modules: Modules): WeakMap<object, string> {
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
