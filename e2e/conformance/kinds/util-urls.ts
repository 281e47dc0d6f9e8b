/** Ops of kind `util` that stand in an urlconf: shortcuts, whether a path is valid, a path there and back. */
import * as shortcuts from '../../../src/framework/shortcuts.ts'
import { is_valid_path, resolve, reverse } from '../../../src/framework/urls/index.ts'
import { callFunction } from '../call.ts'
import { responseOut } from '../requests.ts'
import { viewNamed, withUrlconf, type Entry } from '../urlconf.ts'
import { decoder, encoder } from '../values.ts'
import { urlError } from './urls.ts'
import type { HttpResponseBase } from '../../../src/framework/http/response_base.ts'

type Json = Readonly<Record<string, unknown>>
type Callable = (...args: unknown[]) => unknown

const decode = decoder({ view: ({ name }) => viewNamed(name as string) })
const encode = encoder()

function shortcut(name: 'redirect' | 'resolve_url', input: Json): unknown {
  const args = ((input['args'] ?? []) as unknown[]).map(decode)
  const kwargs = decode(input['kwargs'] ?? {}) as Json
  return callFunction(shortcuts[name] as Callable, `shortcuts.${name}`, args, kwargs)
}

/** The path's view, and the path that its name and arguments lead to. */
function thereAndBack(path: unknown): unknown {
  const match = resolve(path)
  const own = Object.entries(match.kwargs).filter(([name]) => !(name in match.extra_kwargs))
  const kwargs = own.length === 0 ? null : Object.fromEntries(own)
  const args = match.args.length === 0 ? null : match.args
  let reversed: unknown
  try {
    reversed = { value: encode(reverse(match.view_name, { args, kwargs })) }
  } catch (error) {
    reversed = urlError(error)
  }
  return { view_name: match.view_name, reversed }
}

const OPS: Readonly<Record<string, (input: Json) => unknown>> = {
  'shortcuts.redirect': (input) => responseOut(shortcut('redirect', input) as HttpResponseBase),
  'shortcuts.resolve_url': (input) => encode(shortcut('resolve_url', input)),
  'urls.is_valid_path': ({ path }) => is_valid_path(path) !== false,
  'urls.sequence': ({ path }) => thereAndBack(path),
}

/** Gives `{ value }` or an error, undefined for an op that is not one of these. */
export function urlOp(op: string, input: Json): unknown {
  const run = OPS[op]
  if (run === undefined) return undefined
  try {
    const converters = input['converters'] as never
    const entries = input['urlconf'] as Entry[]
    return { value: withUrlconf(entries, converters, decode, () => run(input)) }
  } catch (error) {
    return urlError(error)
  }
}
