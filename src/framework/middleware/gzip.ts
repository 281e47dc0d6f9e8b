/**
 * Compressing answers needs a compressor, and the framework has none yet.
 *
 * Django: django/middleware/gzip.py
 */
import { NotImplementedError } from '../../base/python/exceptions.ts'
import type { GetResponse } from '../core/handlers/layer.ts'
import { MiddlewareMixin } from '../utils/deprecation.ts'

export class GZipMiddleware extends MiddlewareMixin {
  constructor(get_response: GetResponse) {
    super(get_response)
    throw new NotImplementedError(
      'GZipMiddleware is not there yet. Take it out of MIDDLEWARE: browsers get the same pages without it.',
    )
  }
}
