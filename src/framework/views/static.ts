/**
 * Whether a file changed since the browser got it.
 *
 * Django: django/views/static.py
 * Left out: `serve` and directory indexes: the project's static files are answered beside the framework.
 */
import { ValueError } from '../../base/python/exceptions.ts'
import { parse_http_date } from '../utils/http.ts'

/**
 * @param header  the value of `If-Modified-Since`; null or what is no date: yes, it was modified
 * @param mtime  when the file changed, in seconds since 1970
 */
export function was_modified_since(header: string | null = null, mtime = 0): boolean {
  if (header === null) return true
  try {
    return Math.trunc(mtime) > Number(parse_http_date(header))
  } catch (error) {
    if (error instanceof ValueError) return true
    throw error
  }
}
