/** Kind `util`: functions, validators and small objects by their dotted names, and what is asked of a whole urlconf. */
import * as humanize from '../../../src/framework/contrib/humanize/templatetags/humanize.ts'
import * as cacheUtils from '../../../src/framework/core/cache/utils.ts'
import { caches } from '../../../src/framework/core/cache/index.ts'
import { forgetAll } from '../../../src/framework/core/cache/backends/locmem.ts'
import { Page, Paginator } from '../../../src/framework/core/paginator.ts'
import * as signing from '../../../src/framework/core/signing.ts'
import * as validators from '../../../src/framework/core/validators.ts'
import * as crypto from '../../../src/framework/utils/crypto.ts'
import * as datastructures from '../../../src/framework/utils/datastructures.ts'
import * as dateformat from '../../../src/framework/utils/dateformat.ts'
import * as dateparse from '../../../src/framework/utils/dateparse.ts'
import * as dates from '../../../src/framework/utils/dates.ts'
import * as duration from '../../../src/framework/utils/duration.ts'
import * as encoding from '../../../src/framework/utils/encoding.ts'
import * as formats from '../../../src/framework/utils/formats.ts'
import * as html from '../../../src/framework/utils/html.ts'
import * as utilsHttp from '../../../src/framework/utils/http.ts'
import * as ipv6 from '../../../src/framework/utils/ipv6.ts'
import * as lorem from '../../../src/framework/utils/lorem_ipsum.ts'
import * as numberformat from '../../../src/framework/utils/numberformat.ts'
import * as regexHelper from '../../../src/framework/utils/regex_helper.ts'
import * as safestring from '../../../src/framework/utils/safestring.ts'
import * as text from '../../../src/framework/utils/text.ts'
import * as timesince from '../../../src/framework/utils/timesince.ts'
import * as timezone from '../../../src/framework/utils/timezone.ts'
import * as _os from '../../../src/framework/utils/_os.ts'
import * as staticViews from '../../../src/framework/views/static.ts'
import * as transReal from '../../../src/framework/utils/translation/trans_real.ts'
import * as translation from '../../../src/framework/utils/translation/index.ts'
import { Kwargs } from '../../../src/base/kwargs.ts'
import { str } from '../../../src/base/python/protocols.ts'
import type { tzinfo } from '../../../src/base/python/datetime.ts'
import { callFunction, construct } from '../call.ts'
import type { Case } from '../case.ts'
import { advance, prepare } from '../environment.ts'
import type { Replay } from '../kinds.ts'
import { buildRequest, buildResponse, responseOut } from '../requests.ts'
import { answers, type Step } from '../steps.ts'
import { decoder, encoder, errorAnswer } from '../values.ts'
import { urlOp } from './util-urls.ts'
import { authOp } from './util-auth.ts'
import * as utilsCache from '../../../src/framework/utils/cache.ts'

type Json = Record<string, unknown>
type Callable = (...args: unknown[]) => unknown
type Class = new (...args: unknown[]) => unknown

const MODULES: Readonly<Record<string, object>> = {
  'utils.html': html,
  'utils.text': text,
  'utils.http': utilsHttp,
  'utils.dateparse': dateparse,
  'utils.duration': duration,
  'utils.dateformat': dateformat,
  'utils.formats': formats,
  'utils.timesince': timesince,
  'utils.timezone': timezone,
  'utils.encoding': encoding,
  'utils.crypto': crypto,
  'utils.safestring': safestring,
  'utils.numberformat': numberformat,
  'utils.ipv6': ipv6,
  'utils.regex_helper': regexHelper,
  'utils.translation': translation,
  'utils.translation.trans_real': transReal,
  'utils._os': _os,
  'views.static': staticViews,
  'utils.lorem_ipsum': lorem,
  'core.signing': signing,
  'core.cache.utils': cacheUtils,
  'contrib.humanize.templatetags.humanize': humanize,
}

const CLASSES: Readonly<Record<string, unknown>> = {
  Signer: signing.Signer,
  TimestampSigner: signing.TimestampSigner,
  Paginator,
  Truncator: text.Truncator,
  SafeString: safestring.SafeString,
  OrderedSet: datastructures.OrderedSet,
  ImmutableList: datastructures.ImmutableList,
  CaseInsensitiveMapping: datastructures.CaseInsensitiveMapping,
}

function named(path: string): unknown {
  const dot = path.lastIndexOf('.')
  const found = (MODULES[path.slice(0, dot)] as Json | undefined)?.[path.slice(dot + 1)]
  if (found === undefined) throw new Error(`there is no ${path}`)
  return found
}

const decode = decoder({
  fn: ({ name }) => named(name as string),
})
const encode = encoder((value, inner) => {
  if (!(value instanceof Page)) return undefined
  const attrs = { number: inner(value.number), object_list: inner(value.object_list) }
  return { $: 'object', class: 'Page', attrs, str: str(value) }
})

interface Input extends Json {
  readonly steps?: readonly Step[]
}

function argsOf(input: Input): [unknown[], Json] {
  return [((input.args ?? []) as unknown[]).map(decode), decode(input.kwargs ?? {}) as Json]
}

/** A validator made with what `init` says, run on the value. */
function validate(name: string, input: Input): unknown {
  const validator = (validators as unknown as Json)[name]
  const [args, kwargs] = argsOf((input.init ?? {}) as Input)
  const path = `core.validators.${name}`
  const made =
    name === 'int_list_validator'
      ? callFunction(validator as Callable, path, args, kwargs)
      : /^[A-Z]/.test(name)
        ? construct(validator as Class, args, flagLetters(kwargs))
        : validator
  const value = decode(input.value)
  if (typeof made === 'function') return (made as Callable)(value) ?? null
  return (made as { __call__: Callable }).__call__(value) ?? null
}

const FLAGS: readonly [number, string][] = [
  [2, 'i'],
  [8, 'm'],
  [16, 's'],
  [64, 'x'],
  [256, 'a'],
]

/** `re`'s flags are a number in Python, letters here. */
export function flagLetters(kwargs: Json): Json {
  if (typeof kwargs.flags !== 'number') return kwargs
  const number = kwargs.flags
  const letters = FLAGS.filter(([bit]) => (number & bit) !== 0).map(([, letter]) => letter)
  return { ...kwargs, flags: letters.join('') }
}

/** What a function of utils.cache leaves in a response's headers. */
function patched(op: string, input: Input): unknown {
  const [args, kwargs] = argsOf(input)
  const response = buildResponse(input.response)
  callFunction(utilsFunction(op), op, [response, ...args], kwargs)
  return (responseOut(response) as { headers: unknown }).headers
}

function utilsFunction(op: string): Callable {
  return (utilsCache as unknown as Record<string, Callable>)[
    op.slice('utils.cache.'.length)
  ] as Callable
}

function learn(input: Input): unknown {
  const { get_cache_key, learn_cache_key } = utilsCache as unknown as Record<string, Callable>
  const request = buildRequest(input.request)
  const before = get_cache_key?.(request)
  const learned = learn_cache_key?.(request, buildResponse(input.response))
  const after = get_cache_key?.(request)
  const other = input.other_request ? get_cache_key?.(buildRequest(input.other_request)) : null
  return { before, learned, after, other }
}

/** Ops whose answer is not simply what a function returns. */
const OPS: Readonly<Record<string, (input: Input) => unknown>> = {
  'core.paginator.get_elided_page_range': ({ count, per_page, number, kwargs }) => {
    const items = Array.from({ length: count as number }, (_, index) => index)
    const pages = new Paginator(items, per_page)
    return [...pages.get_elided_page_range(number, decode(kwargs ?? {}) as object)]
  },
  'signing compressed': ({ value }) => {
    const signed = signing.dumps(decode(value), null, { compress: true })
    return { compressed: signed.startsWith('.'), value: signing.loads(signed) }
  },
  'utils.dates': ({ name }) => [
    ...((dates as unknown as Json)[name as string] as Map<unknown, unknown>),
  ],
  'utils.timezone.get_fixed_timezone': (input) => {
    const zone = timezone.get_fixed_timezone(argsOf(input)[0][0] as number) as tzinfo
    return [zone.tzname(null), Number(zone.utcoffset(null)?.total_seconds())]
  },
  'utils.crypto.salted_hmac': (input) => {
    const path = 'utils.crypto.salted_hmac'
    const digest = callFunction(crypto.salted_hmac as Callable, path, ...argsOf(input))
    return (digest as crypto.Digest).hexdigest()
  },
  'utils.html.format_html': (input) => {
    const [args, kwargs] = argsOf(input)
    const format = html.format_html as Callable
    return Object.keys(kwargs).length === 0 ? format(...args) : format(...args, new Kwargs(kwargs))
  },
  'utils.translation.get_language_from_request': ({ request, check_path }) =>
    translation.get_language_from_request(buildRequest(request), check_path === true),
  'utils.cache.learn_cache_key': learn,
  'utils.cache.get_max_age': ({ response }) =>
    utilsFunction('utils.cache.get_max_age')(buildResponse(response)),
  'utils.cache.has_vary_header': ({ response, header }) =>
    utilsFunction('utils.cache.has_vary_header')(buildResponse(response), header),
}
for (const name of [
  'patch_vary_headers',
  'patch_cache_control',
  'patch_response_headers',
  'add_never_cache_headers',
]) {
  const op = `utils.cache.${name}`
  Object.assign(OPS, { [op]: (input: Input) => patched(op, input) })
}

function valueOf(op: string, input: Input): unknown {
  if (op === 'locmem cache')
    return answers(caches.get('default'), input.steps ?? [], { decode, encode, advance })
  const cls = CLASSES[op]
  if (cls !== undefined) {
    const object = construct(cls as Class, ...argsOf(input))
    return answers(object, input.steps ?? [], { decode, encode, advance })
  }
  const own = OPS[op]
  if (own) return encode(own(input))
  if (op.startsWith('core.validators.')) return encode(validate(op.slice(16), input))
  const answer = authOp(op, input)
  if (answer !== undefined) return answer
  return encode(callFunction(named(op) as Callable, op, ...argsOf(input)))
}

function run(given: Case): unknown {
  prepare(given, decode)
  forgetAll()
  const op = given.op ?? ''
  const input = given.input as Input
  try {
    return urlOp(op, input) ?? { value: valueOf(op, input) }
  } catch (error) {
    return errorAnswer(error)
  }
}

export const replay: Replay = { run }
