/**
 * Turns dotted texts of settings into things: `'django.middleware.common.CommonMiddleware'`, `'blog.urls'`. The project's
 * linker knows the modules; it is set once per project, and a module that does not exist is the importer's error.
 *
 * Django: django/utils/module_loading.py
 * Left out: autodiscover_modules, module_has_submodule, module_dir.
 */
import { ImportError, ModuleNotFoundError } from '../../base/python/exceptions.ts'

/** A module's exports by name. */
export type Namespace = Readonly<Record<string, unknown>>

/** @throws {ModuleNotFoundError}  no such module; what the module itself raises while loading passes through */
export type Importer = (dotted: string) => Namespace

let importer: Importer = (dotted) => {
  throw new ModuleNotFoundError(`No module named '${dotted}'`)
}

export function setImporter(next: Importer): void {
  importer = next
}

/** Python's `importlib.import_module`: `'blog.urls'` → its exports. */
export function import_module(dotted: string): Namespace {
  return importer(dotted)
}

/**
 * The attribute or class that a dotted path names.
 * @throws {ImportError}  no dot in it, no such module, or no such name in the module
 */
export function import_string(dotted_path: string): unknown {
  const dot = dotted_path.lastIndexOf('.')
  if (dot === -1) throw new ImportError(`${dotted_path} doesn't look like a module path`)
  const modulePath = dotted_path.slice(0, dot)
  const name = dotted_path.slice(dot + 1)
  const found = import_module(modulePath)
  if (!Object.hasOwn(found, name) && !(name in found)) {
    const error = new ImportError(
      `Module "${modulePath}" does not define a "${name}" attribute/class`,
    )
    const names = Object.keys(found)
    if (names.length > 0) error.teaching = { hint: `It exports ${names.slice(0, 8).join(', ')}.` }
    throw error
  }
  return found[name]
}
