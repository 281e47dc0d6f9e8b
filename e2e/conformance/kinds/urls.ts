/** Kinds `resolve` and `reverse`: paths to views, and names to paths. */
import { class_name } from '../../../src/base/python/class_name.ts'
import { str } from '../../../src/base/python/protocols.ts'
import {
  Resolver404,
  resolve,
  reverse,
  set_script_prefix,
} from '../../../src/framework/urls/index.ts'
import * as translation from '../../../src/framework/utils/translation/index.ts'
import type { Case } from '../case.ts'
import { prepare } from '../environment.ts'
import type { Replay } from '../kinds.ts'
import { viewNamed, withUrlconf, type Entry } from '../urlconf.ts'
import { decoder, encoder, errorAnswer } from '../values.ts'
import { QueryDict } from '../../../src/framework/http/index.ts'

type Json = Readonly<Record<string, unknown>>

const decode = decoder({
  view: ({ name }) => viewNamed(name as string),
  querydict: ({ v, mutable = false }) =>
    new QueryDict(v as string, { mutable: mutable as boolean }),
})
const encode = encoder()

/** Resolver404 is told by what was tried. */
export function urlError(error: unknown): unknown {
  if (!(error instanceof Resolver404)) return errorAnswer(error)
  const tried = (error.tried ?? []).map((patterns) =>
    patterns.map(({ pattern }) => String(pattern)),
  )
  return { error: 'Resolver404', tried, path: error.path }
}

function encodeAll(values: Json): unknown {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encode(value)]))
}

function resolved(given: Case): unknown {
  const match = resolve(given['path'])
  return {
    view: class_name(match.func),
    args: match.args.map(encode),
    kwargs: encodeAll(match.kwargs),
    url_name: match.url_name,
    namespaces: match.namespaces,
    app_names: match.app_names,
    route: str(match.route),
    captured_kwargs: encodeAll(match.captured_kwargs),
    extra_kwargs: encodeAll(match.extra_kwargs),
  }
}

function reversed(given: Case): unknown {
  if (given['script_prefix']) set_script_prefix(given['script_prefix'] as string)
  return {
    url: reverse(decode(given['viewname']), {
      args: decode(given['args'] ?? null) as unknown[] | null,
      kwargs: decode(given['kwargs'] ?? null) as Json | null,
      current_app: (given['current_app'] ?? null) as string | null,
      query: 'query' in given ? decode(given['query']) : null,
      fragment: decode(given['fragment'] ?? null),
    }),
  }
}

export const replay: Replay = {
  run: (given) => {
    prepare(given, decode)
    translation.activate(
      (given['options'] as { language?: string } | undefined)?.language ?? 'en-us',
    )
    try {
      return withUrlconf(given['urlconf'] as Entry[], given['converters'] as never, decode, () =>
        given.kind === 'resolve' ? resolved(given) : reversed(given),
      )
    } catch (error) {
      return urlError(error)
    }
  },
}
