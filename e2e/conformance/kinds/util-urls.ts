/** Ops of kind `util` that are asked of a whole urlconf. */
import {
  check_url_config,
  check_url_namespaces_unique,
} from '../../../src/framework/core/checks/urls.ts'
import { redirect, resolve_url } from '../../../src/framework/shortcuts.ts'
import {
  is_valid_path,
  resolve,
  reverse,
  translate_url,
} from '../../../src/framework/urls/index.ts'
import { callFunction } from '../call.ts'
import { decode as decodeRequest, encode } from '../requests.ts'
import { viewNamed, withUrlconf, type Entry } from '../urlconf.ts'
import { decoder, type Decode } from '../values.ts'
import { urlError } from './urls.ts'

type Json = Readonly<Record<string, unknown>>
type Callable = (...args: unknown[]) => unknown

const withViews = decoder({ view: ({ name }) => viewNamed(name as string) })
const decode: Decode = (value) =>
  (value as { $?: unknown } | null)?.$ === 'view' ? withViews(value) : decodeRequest(value)

function answerOf(run: () => unknown): unknown {
  try {
    return { value: encode(run()) }
  } catch (error) {
    return urlError(error)
  }
}

/** A path's view by its name, and the path that the name gives back. */
function sequence(input: Json): unknown {
  const { view_name, args, kwargs: all, extra_kwargs } = resolve(input.path)
  const given = Object.entries(all).filter(([name]) => !(name in extra_kwargs))
  const kwargs = given.length > 0 ? Object.fromEntries(given) : null
  const reversed = answerOf(() =>
    reverse(view_name, { args: args.length > 0 ? args : null, kwargs }),
  )
  return { view_name, reversed }
}

function checked(): unknown {
  const messages = [...check_url_config(), ...check_url_namespaces_unique()]
  return messages.map(({ id, level, msg, hint }) => ({ id, level, msg, hint }))
}

function called(fn: unknown, path: string): (input: Json) => unknown {
  return ({ args = [], kwargs = {} }) => {
    const options = Object.entries(kwargs as Json).map(([name, value]) => [name, decode(value)])
    const positional = (args as unknown[]).map(decode)
    return encode(callFunction(fn as Callable, path, positional, Object.fromEntries(options)))
  }
}

const OPS: Readonly<Record<string, (input: Json) => unknown>> = {
  'core.checks.urls.check_url_config': checked,
  'urls.sequence': sequence,
  'urls.is_valid_path': ({ path }) => is_valid_path(path) !== false,
  'urls.translate_url': ({ url, lang_code }) => translate_url(url as string, lang_code as string),
  'shortcuts.redirect': called(redirect, 'shortcuts.redirect'),
  'shortcuts.resolve_url': called(resolve_url, 'shortcuts.resolve_url'),
}

/** @returns the whole answer; undefined for an op that is none of these */
export function urlOp(op: string, input: Json): unknown {
  const run = OPS[op]
  if (run === undefined) return undefined
  const { urlconf = [], converters } = input
  try {
    const value = withUrlconf(urlconf as Entry[], converters as never, decode, () => run(input))
    return { value }
  } catch (error) {
    return urlError(error)
  }
}
