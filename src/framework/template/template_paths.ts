/**
 * Paths of templates in the project. A name never leads out of its folder, and a relative name in `{% include %}` or
 * `{% extends %}` starts at the template it stands in.
 *
 * Django: django/utils/_os.py (safe_join), django/template/loader_tags.py (construct_relative_path)
 */
import { TemplateSyntaxError } from './exceptions.ts'

/** `templates` and `blog/list.html` → `templates/blog/list.html`; null where the name leads outside. */
export function joinBelow(folder: string, name: string): string | null {
  const base = normalize(folder)
  const path = name.startsWith('/') ? normalize(name) : normalize(`${base}/${name}`)
  return path === base || base === '' || path.startsWith(`${base}/`) ? path : null
}

/** Without `.`, `..` and doubled slashes; `..` above the top stays. */
export function normalize(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

interface RelativeOptions {
  /** `{% include %}` may name its own template, `{% extends %}` may not. */
  allow_recursion?: boolean
}

/** `'./form.html'` in `blog/edit.html` → `'blog/form.html'`; a name that is not relative as it is. Quotes stay. */
export function construct_relative_path(
  current: string | null,
  relative_name: string,
  { allow_recursion = false }: RelativeOptions = {},
): string {
  const bare = relative_name.replace(/^["']+|["']+$/g, '')
  if (!bare.startsWith('./') && !bare.startsWith('../')) return relative_name
  const here = (current ?? '').replace(/^\/+/, '')
  const folder = here.includes('/') ? here.slice(0, here.lastIndexOf('/')) : ''
  const name = normalize(`${folder}/${bare}`)
  if (name.startsWith('../')) {
    throw new TemplateSyntaxError(
      `The relative path '${relative_name}' points outside the file hierarchy that template '${current}' is in.`,
    )
  }
  if (!allow_recursion && here === name) {
    throw new TemplateSyntaxError(
      `The relative path '${relative_name}' was translated to template name '${current}', the same template in which the tag appears.`,
    )
  }
  const quoted =
    (relative_name.startsWith('"') || relative_name.startsWith("'")) &&
    relative_name.at(-1) === relative_name[0]
  return quoted ? `"${name}"` : name
}
