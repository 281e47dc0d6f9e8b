/** URLconfs described by data (FORMAT.md, and "Urlconfs" in OPS.md): built and made the ROOT_URLCONF of a case. */
import { Tuple } from '../../src/base/python/tuple.ts'
import { ValueError } from '../../src/base/python/exceptions.ts'
import { toFloat } from '../../src/base/python/float.ts'
import { parseFloatText, parseInteger } from '../../src/base/python/numbers.ts'
import { str } from '../../src/base/python/protocols.ts'
import { i18n_patterns } from '../../src/framework/conf/urls/i18n.ts'
import { settings } from '../../src/framework/conf/index.ts'
import * as signing from '../../src/framework/core/signing.ts'
import * as csrfViews from '../../src/framework/views/csrf.ts'
import * as defaults from '../../src/framework/views/defaults.ts'
import { HttpResponse } from '../../src/framework/http/index.ts'
import {
  clear_script_prefix,
  clear_url_caches,
  include,
  path,
  re_path,
  register_converter,
  set_urlconf,
} from '../../src/framework/urls/index.ts'
import { clear_converters } from '../../src/framework/urls/converters.ts'
import { setImporter, type Namespace } from '../../src/framework/utils/module_loading.ts'
import type { Decode } from './values.ts'

export interface Entry {
  readonly type: string
  readonly route: string
  readonly view?: string
  readonly view_attrs?: object
  readonly name?: string | null
  readonly kwargs?: Readonly<Record<string, unknown>> | null
  readonly include?: readonly Entry[]
  readonly app_name?: string | null
  readonly namespace?: string | null
  readonly prefix_default_language?: boolean
}

type ConverterSpec = Readonly<{ regex: string; to_python?: string; to_url?: string }>

const views = new Map<string, object>()

/** The view of that name: one function for all entries that use it. */
export function viewNamed(name: string, attrs: object = {}): object {
  let view = views.get(name)
  if (view === undefined) {
    view = Object.defineProperty(() => new HttpResponse(name), 'name', { value: name })
    Object.assign(view, { __module__: 'views' })
    views.set(name, view)
  }
  return Object.assign(view, attrs)
}

function build(entry: Entry, decode: Decode): unknown[] {
  if (entry.type === 'i18n') {
    const inner = (entry.include ?? []).flatMap((one) => build(one, decode))
    const { prefix_default_language = true } = entry
    return i18n_patterns(...inner, { prefix_default_language })
  }
  return [buildOne(entry, decode)]
}

function buildOne(entry: Entry, decode: Decode): unknown {
  const make = { path, re_path }[entry.type]
  if (make === undefined) throw new Error(`no pattern of type ${entry.type}`)
  const kwargs = (decode(entry.kwargs ?? null) as Record<string, unknown> | null) ?? null
  if (entry.include !== undefined) {
    const patterns = entry.include.flatMap((inner) => build(inner, decode))
    const target = entry.app_name ? new Tuple<unknown>(patterns, entry.app_name) : patterns
    return make(entry.route, include(target, { namespace: entry.namespace ?? null }), { kwargs })
  }
  const view = viewNamed(entry.view ?? '', entry.view_attrs)
  return make(entry.route, view, { kwargs, name: entry.name ?? null })
}

const TO_PYTHON: Readonly<Record<string, (value: string) => unknown>> = {
  str: (value) => value,
  int: parseInteger,
  float: (value) => toFloat(parseFloatText(value)),
  upper: (value) => value.toUpperCase(),
  split: (value) => value.split('+'),
  base64: fromBase64,
  'raise ValueError': () => {
    throw new ValueError()
  },
}

function fromBase64(value: string): string {
  if (value.length % 4 !== 0) throw new ValueError('Incorrect padding')
  return Buffer.from(value, 'base64').toString()
}

function toUrl(name: string, value: unknown): string {
  if (name.startsWith('pad')) return String(Number(value)).padStart(Number(name.slice(3)), '0')
  if (name === 'lower') return str(value).toLowerCase()
  if (name === 'join') return (value as string[]).join('+')
  if (name === 'base64') return Buffer.from(str(value)).toString('base64')
  const isRefused = name === 'raise ValueError' || (name === 'reject over 5' && Number(value) > 5)
  if (isRefused) throw new ValueError()
  return str(value)
}

function converterOf({
  regex,
  to_python = 'str',
  to_url = 'str',
}: ConverterSpec): new () => object {
  return class {
    regex = regex
    to_python(value: string): unknown {
      return TO_PYTHON[to_python]?.(value)
    }
    to_url(value: unknown): string {
      return toUrl(to_url, value)
    }
  }
}

/** Modules that settings and handlers name. */
const modules: Record<string, Namespace> = {
  'django.views.defaults': defaults,
  'django.views.csrf': csrfViews,
  'django.core.signing': signing,
}
/** More modules that settings may name. */
export function provide(more: Readonly<Record<string, Namespace>>): void {
  Object.assign(modules, more)
}

/** Dotted names are these modules again, after a whole project had its own. */
export function useProvided(): void {
  setImporter((name) => {
    const found = modules[name]
    if (found === undefined) throw new Error(`no module ${name}`)
    return found
  })
}
useProvided()

/** Runs with `entries` as ROOT_URLCONF. What building them raises is the case's answer. */
export function withUrlconf<T>(
  entries: readonly Entry[],
  converters: Readonly<Record<string, ConverterSpec>> | undefined,
  decode: Decode,
  run: () => T,
): T {
  views.clear()
  clear_converters()
  clear_url_caches()
  clear_script_prefix()
  set_urlconf(null)
  for (const [name, spec] of Object.entries(converters ?? {})) {
    register_converter(converterOf(spec), name)
  }
  modules['conformance_urlconf'] = { urlpatterns: entries.flatMap((entry) => build(entry, decode)) }
  ;(settings as Record<string, unknown>)['ROOT_URLCONF'] = 'conformance_urlconf'
  return run()
}
