/** The public door of `django.urls`. */
export {
  clear_script_prefix,
  clear_url_caches,
  get_script_prefix,
  get_urlconf,
  is_valid_path,
  resolve,
  reverse,
  reverse_lazy,
  set_script_prefix,
  set_urlconf,
  translate_url,
} from './base.ts'
export { include, path, re_path } from './conf.ts'
export { register_converter } from './converters.ts'
export { NoReverseMatch, Resolver404 } from './exceptions.ts'
export { LocalePrefixPattern } from './patterns.ts'
export { ResolverMatch } from './resolver_match.ts'
export { get_resolver, URLPattern, URLResolver } from './resolvers.ts'
export { get_callable, get_mod_func } from './utils.ts'
