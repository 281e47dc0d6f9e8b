/** Dotted paths as labels have room for them. */

/** The last part of a dotted path: `django.middleware.csrf.CsrfViewMiddleware` → `CsrfViewMiddleware`. */
export function shortName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** `CsrfViewMiddleware` → `Csrf`: short enough for a pill. */
export function layerWord(path: string): string {
  return shortName(path).replace(/(View)?Middleware$/i, '') || shortName(path)
}

/** A pattern with the includes around it: `blog/` + `<int:pk>/`. */
export function fullRoute(tried: { readonly route: string; readonly prefix?: string }): string {
  return (tried.prefix ?? '') + tried.route
}
