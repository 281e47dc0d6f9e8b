/**
 * `{% querystring page=2 color=None %}`: the request's query string with some parameters changed. None removes one, a
 * list sets many values.
 *
 * Django: django/template/defaulttags.py (querystring)
 */
import { AttributeError } from '../../../base/python/exceptions.ts'
import { setParameters, type Parameter } from '../../../base/python/parameters_of.ts'
import { isIterable, iterate, truthy, type_name } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'

/** What is used of a QueryDict. */
interface QueryDictLike {
  copy(): QueryDictLike
  setlist(key: string, values: unknown[]): void
  urlencode(): string
  __contains__(key: string): boolean
  __delitem__(key: string): void
  __setitem__(key: string, value: unknown): void
}

interface ContextLike {
  /** Only a context that was made for a request has one. */
  readonly request?: { readonly GET: QueryDictLike }
}

export function querystring(
  context: ContextLike,
  query_dict: QueryDictLike | null = null,
  kwargs: Readonly<Record<string, unknown>> = {},
): string {
  const given = query_dict ?? requestOf(context).GET
  const params = given.copy()
  for (const [key, value] of Object.entries(kwargs)) {
    if (value === null || value === undefined) {
      if (params.__contains__(key)) params.__delitem__(key)
    } else if (isIterable(value) && !isString(value)) {
      params.setlist(key, [...iterate(value)])
    } else {
      params.__setitem__(key, value)
    }
  }
  return !truthy(params) && !truthy(given) ? '' : `?${params.urlencode()}`
}

function requestOf(context: ContextLike): { readonly GET: QueryDictLike } {
  if (context.request !== undefined) return context.request
  const error = new AttributeError(`'${type_name(context)}' object has no attribute 'request'`)
  error.teaching = {
    id: 'template.no_request',
    hint: 'Render with the request: render(request, …).',
  }
  throw error
}

const parameters: readonly Parameter[] = [
  { name: 'context', kind: 'positional', hasDefault: false },
  { name: 'query_dict', kind: 'positional', hasDefault: true },
  { name: 'kwargs', kind: 'kwargs', hasDefault: true },
]
setParameters(querystring, parameters)
