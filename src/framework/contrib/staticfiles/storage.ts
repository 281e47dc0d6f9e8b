/**
 * Where static files are served: each name below STATIC_URL, unhashed.
 *
 * Django: django/contrib/staticfiles/storage.py (StaticFilesStorage), django/core/files/storage/filesystem.py
 * Left out: collecting files, hashed names (ManifestStaticFilesStorage).
 */
import { quote, urljoin } from '../../../base/python/urllib_parse.ts'
import { settings } from '../../conf/index.ts'
import { ImproperlyConfigured } from '../../core/exceptions.ts'

/** What JavaScript's encodeURIComponent leaves, and Django's `filepath_to_uri` with it. */
const SAFE = "/~!*()'"

class StaticFilesStorage {
  /** @throws {ImproperlyConfigured}  no STATIC_URL */
  url(name: string): string {
    const base = settings.STATIC_URL
    if (base === null || base === '') {
      throw new ImproperlyConfigured(
        "You're using the staticfiles app without having set the required STATIC_URL setting.",
      )
    }
    return urljoin(base, quote(name.replaceAll('\\', '/'), SAFE).replace(/^\/+/, ''))
  }
}

export const staticfiles_storage = new StaticFilesStorage()
