/**
 * JSON as an answer. Only dicts without being asked twice: a list at the top could once be read by other sites.
 *
 * Django: django/http/response.py (JsonResponse)
 */
import { TypeError } from '../../base/python/exceptions.ts'
import { isMapping } from '../../base/python/mapping.ts'
import type { DumpsOptions } from '../../base/python/json.ts'
import { dumpsWith, type JSONEncoderClass } from '../core/serializers/json.ts'
import { HttpResponse } from './response.ts'
import type { ResponseOptions } from './response_base.ts'

interface JsonResponseOptions extends ResponseOptions {
  /** False: the data need not be a dict. */
  readonly safe?: boolean
  readonly encoder?: JSONEncoderClass | null
  readonly json_dumps_params?: DumpsOptions | null
}

export class JsonResponse extends HttpResponse {
  /**
   * @param encoder  class with `default(value)`; DjangoJSONEncoder knows dates, decimals and UUIDs. May be left out
   * @throws {TypeError}  no dict while `safe`, or something JSON has no form for
   */
  constructor(
    data: unknown,
    encoder: JSONEncoderClass | JsonResponseOptions | null = null,
    options: JsonResponseOptions = {},
  ) {
    const isClass = typeof encoder === 'function'
    const named = isClass || encoder === null ? options : encoder
    const { safe = true, json_dumps_params, encoder: namedEncoder = null, ...rest } = named
    if (safe && !isMapping(data)) {
      throw new TypeError(
        'In order to allow non-dict objects to be serialized set the safe parameter to False.',
      )
    }
    super(dumpsWith(data, isClass ? encoder : namedEncoder, json_dumps_params ?? {}), {
      content_type: 'application/json',
      ...rest,
    })
  }
}
