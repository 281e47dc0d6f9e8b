/**
 * The project's authentication backends, and what all of them say about a permission.
 *
 * Django: django/contrib/auth/__init__.py (get_backends), django/contrib/auth/models.py (_user_has_perm)
 */
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import { iterate, truthy } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import { ImproperlyConfigured, PermissionDenied } from '../../core/exceptions.ts'
import { import_string } from '../../utils/module_loading.ts'

/** An instance of the class that the dotted path names. */
export function load_backend(path: string): object {
  return new (import_string(path) as new () => object)()
}

/** With the path of each. @throws {ImproperlyConfigured} there is none */
export function backendsWithPaths(): [backend: object, path: string][] {
  const paths = settings.AUTHENTICATION_BACKENDS
  if (paths.length === 0) {
    throw new ImproperlyConfigured(
      'No authentication backends have been defined. Does AUTHENTICATION_BACKENDS contain anything?',
    )
  }
  return paths.map((path) => [load_backend(path), path])
}

export function get_backends(): object[] {
  return backendsWithPaths().map(([backend]) => backend)
}

/** @param from_name  `user`, `group` or `all`; the union of what the backends know */
export function permissionsOf(user: object, from_name: string, obj: unknown): Set<string> {
  const method = `get_${from_name}_permissions`
  const found = get_backends()
    .filter((backend) => method in backend)
    .flatMap((backend) => [...iterate(callMethodWithKwargs(backend, method, [user, obj]))])
  return new Set(found as string[])
}

/** One yes is enough; PermissionDenied is a final no. */
export function isGranted(method: string, user: object, ...args: readonly unknown[]): boolean {
  for (const backend of get_backends()) {
    if (!(method in backend)) continue
    try {
      if (truthy(callMethodWithKwargs(backend, method, [user, ...args]))) return true
    } catch (error) {
      if (!(error instanceof PermissionDenied)) throw error
      return false
    }
  }
  return false
}
