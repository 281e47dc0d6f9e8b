/**
 * State of one template while it renders: what `{% cycle %}` and `{% ifchanged %}` remember, the blocks of
 * `{% extends %}`. Only the top counts, so an included template starts afresh.
 *
 * Django: django/template/context.py (RenderContext)
 */
import { KeyError } from '../../base/python/exceptions.ts'
import type { BoundTemplate } from './types.ts'

export class RenderContext {
  dicts: Map<unknown, unknown>[] = [new Map()]
  template: BoundTemplate | null = null

  get top(): Map<unknown, unknown> {
    return this.dicts[this.dicts.length - 1]!
  }

  get(key: unknown, otherwise: unknown = null): unknown {
    const value = this.top.get(key)
    return value === undefined ? otherwise : value
  }

  __getitem__(key: unknown): unknown {
    if (!this.top.has(key)) throw new KeyError(key)
    return this.top.get(key)
  }

  __setitem__(key: unknown, value: unknown): void {
    this.top.set(key, value)
  }

  __contains__(key: unknown): boolean {
    return this.top.has(key)
  }

  __copy__(): RenderContext {
    const copy = new RenderContext()
    copy.template = this.template
    copy.dicts = [...this.dicts]
    return copy
  }
}
