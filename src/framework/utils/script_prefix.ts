/**
 * The path under which the whole project is served, with a slash at its end. Public as `django.urls.get_script_prefix`;
 * it stands here because settings depend on it and URLs depend on settings.
 *
 * Django: the script prefix of django/urls/base.py, `_add_script_prefix` of django/conf/__init__.py
 */
let script_prefix = '/'

export function set_script_prefix(prefix: string): void {
  script_prefix = prefix.endsWith('/') ? prefix : `${prefix}/`
}

export function get_script_prefix(): string {
  return script_prefix
}

export function clear_script_prefix(): void {
  script_prefix = '/'
}

/** An address that names neither host nor root is below the prefix. */
export function belowScriptPrefix(url: string): string {
  return /^(?:https?:\/)?\//.test(url) ? url : script_prefix + url
}
