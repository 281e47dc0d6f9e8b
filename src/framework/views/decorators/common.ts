/**
 * Django: django/views/decorators/common.py
 */
import { callWithKwargs } from '../../../base/kwargs.ts'
import { wraps } from '../../utils/wraps.ts'

/** CommonMiddleware does not add a slash for this view. */
export function no_append_slash<F>(view_func: F): F {
  const view = wraps(view_func, (...args: unknown[]) => callWithKwargs(view_func, args))
  return Object.assign(view, { should_append_slash: false }) as F
}
