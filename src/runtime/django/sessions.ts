/** django.contrib.sessions and the messages that most often lie in a session. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoContribMessages from '../../framework/contrib/messages/index.ts'
import * as djangoContribMessagesApi from '../../framework/contrib/messages/api.ts'
import * as djangoContribMessagesConstants from '../../framework/contrib/messages/constants.ts'
import * as djangoContribMessagesContextProcessors from '../../framework/contrib/messages/context_processors.ts'
import * as djangoContribMessagesMiddleware from '../../framework/contrib/messages/middleware.ts'
import * as djangoContribMessagesStorage from '../../framework/contrib/messages/storage/index.ts'
import * as djangoContribMessagesStorageBase from '../../framework/contrib/messages/storage/base.ts'
import * as djangoContribMessagesStorageCookie from '../../framework/contrib/messages/storage/cookie.ts'
import * as djangoContribMessagesStorageFallback from '../../framework/contrib/messages/storage/fallback.ts'
import * as djangoContribMessagesStorageSession from '../../framework/contrib/messages/storage/session.ts'
import * as djangoContribMessagesUtils from '../../framework/contrib/messages/utils.ts'
import * as djangoContribMessagesViews from '../../framework/contrib/messages/views.ts'
import * as djangoContribSessionsBackendsBase from '../../framework/contrib/sessions/backends/base.ts'
import * as djangoContribSessionsBackendsCache from '../../framework/contrib/sessions/backends/cache.ts'
import * as djangoContribSessionsBackendsCachedDb from '../../framework/contrib/sessions/backends/cached_db.ts'
import * as djangoContribSessionsBackendsDb from '../../framework/contrib/sessions/backends/db.ts'
import * as djangoContribSessionsBackendsSignedCookies from '../../framework/contrib/sessions/backends/signed_cookies.ts'
import * as djangoContribSessionsExceptions from '../../framework/contrib/sessions/exceptions.ts'
import * as djangoContribSessionsMiddleware from '../../framework/contrib/sessions/middleware.ts'
import * as djangoContribSessionsModels from '../../framework/contrib/sessions/models.ts'
import * as djangoContribSessionsSerializers from '../../framework/contrib/sessions/serializers.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/contrib/messages': djangoContribMessages,
  'django/contrib/messages/api': djangoContribMessagesApi,
  'django/contrib/messages/constants': djangoContribMessagesConstants,
  'django/contrib/messages/context_processors': djangoContribMessagesContextProcessors,
  'django/contrib/messages/middleware': djangoContribMessagesMiddleware,
  'django/contrib/messages/storage': djangoContribMessagesStorage,
  'django/contrib/messages/storage/base': djangoContribMessagesStorageBase,
  'django/contrib/messages/storage/cookie': djangoContribMessagesStorageCookie,
  'django/contrib/messages/storage/fallback': djangoContribMessagesStorageFallback,
  'django/contrib/messages/storage/session': djangoContribMessagesStorageSession,
  'django/contrib/messages/utils': djangoContribMessagesUtils,
  'django/contrib/messages/views': djangoContribMessagesViews,
  'django/contrib/sessions/backends/base': djangoContribSessionsBackendsBase,
  'django/contrib/sessions/backends/cache': djangoContribSessionsBackendsCache,
  'django/contrib/sessions/backends/cached_db': djangoContribSessionsBackendsCachedDb,
  'django/contrib/sessions/backends/db': djangoContribSessionsBackendsDb,
  'django/contrib/sessions/backends/signed_cookies': djangoContribSessionsBackendsSignedCookies,
  'django/contrib/sessions/exceptions': djangoContribSessionsExceptions,
  'django/contrib/sessions/middleware': djangoContribSessionsMiddleware,
  'django/contrib/sessions/models': djangoContribSessionsModels,
  'django/contrib/sessions/serializers': djangoContribSessionsSerializers,
}
