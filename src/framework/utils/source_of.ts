/**
 * Where a function or class was written, and its dotted name. A plain JavaScript function knows neither, so the runtime
 * fills this from the modules it compiled; the framework's own functions may carry `__module__`.
 */
import { class_name } from '../../base/python/class_name.ts'
import type { SourceRange } from '../../base/source.ts'

/** @returns null for what is not the learner's */
export type SourceFinder = (fn: object) => SourceRange | null

let finder: SourceFinder = () => null

export function setSourceOf(next: SourceFinder): void {
  finder = next
}

let moduleFinder: (value: object) => string | null = () => null

/** Tells in which module of Django's own a function or class was written: `django.views.generic.base`. */
export function setModuleOf(next: (value: object) => string | null): void {
  moduleFinder = next
}

let reader: (file: string) => string | null = () => null

/** Tells how to read a file of the project, for the lines in error pages. */
export function setSourceText(next: (file: string) => string | null): void {
  reader = next
}

/** Text of a file of the project as its author wrote it; null where it is not at hand. */
export function sourceText(file: string): string | null {
  return reader(file)
}

/** The first line of a function or class of the learner's; what decorators wrapped is looked through. */
export function sourceOf(value: unknown): SourceRange | null {
  for (let fn = value; isObject(fn); fn = (fn as { __wrapped__?: unknown }).__wrapped__) {
    const found = finder(fn)
    if (found !== null) return found
  }
  return null
}

/** Python's `__module__`: `blog.views`, `django.views.generic.base`; empty where nobody knows. */
export function module_of(value: unknown): string {
  if (isObject(value)) {
    const own = (value as { __module__?: unknown }).__module__
    if (typeof own === 'string') return own
  }
  const source = sourceOf(value)
  if (source === null) return (isObject(value) ? moduleFinder(value) : null) ?? ''
  return source.file.replace(/(?:\/index)?\.[jt]sx?$/, '').replaceAll('/', '.')
}

/** `blog.views.post_list`; a callable instance goes by its class. */
export function dotted_name(value: unknown): string {
  const named = typeof value === 'function' ? value : (value as object | null)?.constructor
  const module = module_of(named)
  const name = class_name(named) || '<lambda>'
  return module === '' ? name : `${module}.${name}`
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
