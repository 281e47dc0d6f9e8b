/**
 * Kind `template`: some sources, one of them rendered with a context. Each case has its own engine, since libraries
 * and options differ; the sources come from memory.
 */
import { register as humanize } from '../../../src/framework/contrib/humanize/templatetags/humanize.ts'
import { forgetAll } from '../../../src/framework/core/cache/backends/locmem.ts'
import { QueryDict } from '../../../src/framework/http/index.ts'
import {
  Context,
  Engine,
  RequestContext,
  Template,
  type Library,
} from '../../../src/framework/template/index.ts'
import { register as cache } from '../../../src/framework/templatetags/cache.ts'
import { register as i18n } from '../../../src/framework/templatetags/i18n.ts'
import { register as l10n } from '../../../src/framework/templatetags/l10n.ts'
import { register as statics } from '../../../src/framework/templatetags/static.ts'
import { register as tz } from '../../../src/framework/templatetags/tz.ts'
import type { Case } from '../case.ts'
import { sameAnswer } from '../compare.ts'
import { prepare } from '../environment.ts'
import type { Replay } from '../kinds.ts'
import { buildRequest } from '../requests.ts'
import { withUrlconf, type Entry } from '../urlconf.ts'
import { decoder } from '../values.ts'
import { buildLibrary, type LibrarySpec } from './template-libraries.ts'
import { callable, instance, templateError } from './template-values.ts'

type Json = Record<string, unknown>

interface Options {
  readonly autoescape?: boolean
  readonly string_if_invalid?: string
  readonly libraries?: readonly string[]
  readonly define?: Readonly<Record<string, LibrarySpec>>
  readonly urlconf?: readonly Entry[]
  readonly settings?: Json
  readonly time_zone?: string
  readonly use_tz?: boolean
  readonly language?: string
  readonly request?: {
    readonly path?: string
    readonly current_app?: string
    readonly namespace?: string
  }
}

const INSTALLED_APPS = ['contenttypes', 'auth', 'admin', 'humanize'].map(
  (app) => `django.contrib.${app}`,
)
const STANDARD = { cache, i18n, l10n, static: statics, tz }
const KNOWN: Readonly<Record<string, Library>> = { ...STANDARD, humanize }

/** The engine that compiles the templates which a context holds. */
let engine: Engine

const decode = decoder({
  callable,
  object: instance,
  querydict: ({ v }) => new QueryDict(v as string),
  template: ({ v }) => new Template(v, null, null, { engine }),
})

function engineOf(templates: unknown, options: Options): Engine {
  const { autoescape = true, string_if_invalid = '', define = {} } = options
  const builtins = (options.libraries ?? []).map((name) => KNOWN[name] as Library)
  const libraries: Record<string, Library> = { ...STANDARD }
  for (const name of options.libraries ?? []) libraries[name] = KNOWN[name] as Library
  for (const [name, spec] of Object.entries(define)) libraries[name] = buildLibrary(spec, decode)
  return new Engine([], false, {
    loaders: [['django.template.loaders.locmem.Loader', templates]],
    libraries,
    builtins,
    autoescape,
    string_if_invalid,
  })
}

function contextOf(values: Json, { request }: Options): Context {
  const { autoescape } = engine
  if (request === undefined) return new Context(values, { autoescape })
  const [path, query_string = ''] = (request.path ?? '/').split('?')
  const sent = buildRequest({ path, query_string })
  if (request.current_app !== undefined) Object.assign(sent, { current_app: request.current_app })
  if (request.namespace !== undefined) {
    Object.assign(sent, { resolver_match: { namespace: request.namespace } })
  }
  const context = new RequestContext(sent, null, { autoescape })
  context.push(values)
  return context
}

function render(given: Case, options: Options): unknown {
  engine = engineOf(given['templates'], options)
  const values = decode(given['context'] ?? {}) as Json
  const template = engine.get_template(given['render'] as string)
  return { output: String(template.render(contextOf(values, options))) }
}

/** Here the time zone is the project's, and a language left out is too. */
function run(given: Case): unknown {
  const { time_zone: TIME_ZONE = 'UTC', ...options } = (given['options'] ?? {}) as Options
  const language = options.language ?? options.settings?.['LANGUAGE_CODE'] ?? 'en-us'
  const more = { INSTALLED_APPS, STATIC_URL: '/static/', TIME_ZONE, USE_TZ: options.use_tz ?? true }
  prepare({ ...given, options: { ...options, language } }, decode, more)
  forgetAll()
  try {
    return withUrlconf(options.urlconf ?? [], undefined, decode, () => render(given, options))
  } catch (error) {
    return templateError(error)
  }
}

/** A message with a repr in it is Python's: only its class counts. */
function same(expected: unknown, got: unknown, given: Case): boolean {
  if (!given.tags.includes('python-repr-in-message')) return sameAnswer(expected, got)
  return sameAnswer({ ...(expected as Json), message: null }, got)
}

export const replay: Replay = { run, same }
