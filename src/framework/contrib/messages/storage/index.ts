/**
 * The storage that MESSAGE_STORAGE names.
 *
 * Django: django/contrib/messages/storage/__init__.py
 */
import { settings } from '../../../conf/index.ts'
import type { HttpRequest } from '../../../http/request.ts'
import { import_string } from '../../../utils/module_loading.ts'
import type { BaseStorage } from './base.ts'
import { FallbackStorage } from './fallback.ts'

export function default_storage(request: HttpRequest): BaseStorage {
  const path = settings.MESSAGE_STORAGE
  if (path === 'django.contrib.messages.storage.fallback.FallbackStorage') {
    return new FallbackStorage(request)
  }
  return new (import_string(path) as new (request: HttpRequest) => BaseStorage)(request)
}
