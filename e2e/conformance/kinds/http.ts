/** Kinds `querydict`, `request`, `response` and `cookie`. */
import { response_for_exception } from '../../../src/framework/core/handlers/exception.ts'
import { SimpleUploadedFile } from '../../../src/framework/core/files/uploadedfile.ts'
import * as fileUtils from '../../../src/framework/core/files/utils.ts'
import { DjangoJSONEncoder, dumpsWith } from '../../../src/framework/core/serializers/json.ts'
import * as http from '../../../src/framework/http/index.ts'
import * as request from '../../../src/framework/http/request.ts'
import { get_conditional_response } from '../../../src/framework/utils/cache.ts'
import { MultiValueDict } from '../../../src/framework/utils/datastructures.ts'
import * as utilsHttp from '../../../src/framework/utils/http.ts'
import * as defaults from '../../../src/framework/views/defaults.ts'
import { callWithKwargs } from '../../../src/base/kwargs.ts'
import { callFunction, callMethod, construct } from '../call.ts'
import type { Case } from '../case.ts'
import { prepare } from '../environment.ts'
import type { Replay } from '../kinds.ts'
import { buildRequest, buildResponse, context, decode, encode, responseOut } from '../requests.ts'
import { answers, type Step } from '../steps.ts'
import { withUrlconf, type Entry } from '../urlconf.ts'
import { errorAnswer } from '../values.ts'

type Json = Readonly<Record<string, unknown>>
type Class = new (...args: unknown[]) => unknown
type Callable = (...args: unknown[]) => unknown

const CLASSES: Readonly<Record<string, unknown>> = {
  ...http,
  MultiValueDict,
  MediaType: request.MediaType,
  HttpHeaders: request.HttpHeaders,
  UploadedFile: SimpleUploadedFile,
}
const FUNCTIONS: Readonly<Record<string, unknown>> = {
  'http.parse_cookie': http.parse_cookie,
  'http.QueryDict.fromkeys': http.QueryDict.fromkeys,
  'http.request.split_domain_port': request.split_domain_port,
  'http.request.validate_host': request.validate_host,
  'core.files.utils.validate_file_name': fileUtils.validate_file_name,
  'utils.http.content_disposition_header': utilsHttp.content_disposition_header,
}

interface Input {
  readonly args: readonly unknown[]
  readonly kwargs: Json
  readonly steps: readonly Step[]
  readonly raw: Json
}

/** Ops with an answer of their own. */
const OPS: Readonly<Record<string, (input: Input) => unknown>> = {
  HttpRequest: ({ raw, steps }) => answers(buildRequest(raw['request']), steps, context),
  EmptyHttpRequest: ({ steps }) => answers(new http.HttpRequest(), steps, context),
  DjangoJSONEncoder: ({ raw }) =>
    dumpsWith(decode(raw['value']), DjangoJSONEncoder, decode(raw['kwargs'] ?? {}) as object),
  'utils.cache.get_conditional_response': ({ raw }) =>
    encode(
      get_conditional_response(buildRequest(raw['request']), {
        etag: (raw['etag'] ?? null) as string | null,
        last_modified: (raw['last_modified'] ?? null) as number | null,
        response: raw['response'] ? buildResponse(raw['response']) : null,
      }),
    ),
  'views.defaults': ({ raw, args }) => {
    const view = (defaults as Json)[raw['view'] as string]
    const kwargs = args.length > 0 ? { exception: args[0] } : {}
    return encode(callWithKwargs(view, [buildRequest(raw['request'])], kwargs))
  },
  'core.handlers.exception.response_for_exception': ({ raw }) =>
    withUrlconf((raw['urlconf'] ?? []) as Entry[], undefined, decode, () =>
      encode(response_for_exception(buildRequest(raw['request']), decode(raw['exception']))),
    ),
}

function run(op: string, input: Input): unknown {
  const { args, kwargs, steps } = input
  const own = OPS[op]
  if (own) return own(input)
  const [cls = '', method] = op.split('.')
  if (method !== undefined && cls === 'HttpResponse') {
    const response = new http.HttpResponse()
    callMethod(response, method, args, kwargs)
    return encode(response.cookies)
  }
  if (op in CLASSES) {
    const made = construct(CLASSES[op] as Class, args, kwargs)
    const results = answers(made, steps, context)
    if (!(made instanceof http.HttpResponseBase)) return results
    return { response: responseOut(made), steps: results }
  }
  const fn = FUNCTIONS[op]
  if (typeof fn !== 'function') throw new Error(`no op ${op}`)
  return encode(callFunction(fn as Callable, op, args, kwargs))
}

export const replay: Replay = {
  run: (given: Case) => {
    const raw = (given['input'] ?? {}) as Json
    prepare(given, decode)
    try {
      const input: Input = {
        args: ((raw['args'] ?? []) as unknown[]).map(decode),
        kwargs: decode(raw['kwargs'] ?? {}) as Json,
        steps: (raw['steps'] ?? []) as Step[],
        raw,
      }
      return { value: run(given.op ?? '', input) }
    } catch (error) {
      return errorAnswer(error)
    }
  },
}
