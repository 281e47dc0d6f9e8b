/**
 * `user` and `perms` for templates: `{% if perms.blog.add_post %}`. Nothing is asked before a template asks.
 *
 * Django: django/contrib/auth/context_processors.py
 */
import { TypeError } from '../../../base/python/exceptions.ts'
import { repr, str, truthy } from '../../../base/python/protocols.ts'
import type { HttpRequest } from '../../http/request.ts'
import { AnonymousUser } from './anonymous.ts'

interface Permitted {
  has_perm(perm: string): boolean
  has_module_perms(app_label: string): boolean
  get_all_permissions(): unknown
}

/** `perms.blog`: true where the user has any permission of the app. */
export class PermLookupDict {
  constructor(
    readonly user: Permitted,
    readonly app_label: string,
  ) {}

  __repr__(): string {
    return repr(this.user.get_all_permissions())
  }

  __getitem__(perm_name: unknown): boolean {
    return this.user.has_perm(`${this.app_label}.${str(perm_name)}`)
  }

  __iter__(): never {
    throw new TypeError('PermLookupDict is not iterable.')
  }

  __bool__(): boolean {
    return this.user.has_module_perms(this.app_label)
  }
}

export class PermWrapper {
  constructor(readonly user: Permitted) {}

  __repr__(): string {
    return `PermWrapper(${repr(this.user)})`
  }

  __getitem__(app_label: unknown): PermLookupDict {
    return new PermLookupDict(this.user, str(app_label))
  }

  __iter__(): never {
    throw new TypeError('PermWrapper is not iterable.')
  }

  /** `{% if 'blog.add_post' in perms %}`. */
  __contains__(perm_name: unknown): boolean {
    const name = str(perm_name)
    const dot = name.indexOf('.')
    if (dot === -1) return truthy(this.__getitem__(name))
    return this.__getitem__(name.slice(0, dot)).__getitem__(name.slice(dot + 1))
  }
}

export function auth(request: HttpRequest): { user: unknown; perms: PermWrapper } {
  const user = 'user' in request ? request['user'] : new AnonymousUser()
  return { user, perms: new PermWrapper(user as Permitted) }
}
