/** django.contrib.auth without its forms and views: what nearly every project installs. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoContribAuth from '../../framework/contrib/auth/index.ts'
import * as djangoContribAuthApps from '../../framework/contrib/auth/apps.ts'
import * as djangoContribAuthBackends from '../../framework/contrib/auth/backends.ts'
import * as djangoContribAuthContextProcessors from '../../framework/contrib/auth/context_processors.ts'
import * as djangoContribAuthDecorators from '../../framework/contrib/auth/decorators.ts'
import * as djangoContribAuthHashers from '../../framework/contrib/auth/hashers.ts'
import * as djangoContribAuthManagement from '../../framework/contrib/auth/management.ts'
import * as djangoContribAuthMiddleware from '../../framework/contrib/auth/middleware.ts'
import * as djangoContribAuthMixins from '../../framework/contrib/auth/mixins.ts'
import * as djangoContribAuthSignals from '../../framework/contrib/auth/signals.ts'
import * as djangoContribAuthTokens from '../../framework/contrib/auth/tokens.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/contrib/auth': djangoContribAuth,
  'django/contrib/auth/apps': djangoContribAuthApps,
  'django/contrib/auth/backends': djangoContribAuthBackends,
  'django/contrib/auth/context_processors': djangoContribAuthContextProcessors,
  'django/contrib/auth/decorators': djangoContribAuthDecorators,
  'django/contrib/auth/hashers': djangoContribAuthHashers,
  'django/contrib/auth/management': djangoContribAuthManagement,
  'django/contrib/auth/middleware': djangoContribAuthMiddleware,
  'django/contrib/auth/mixins': djangoContribAuthMixins,
  'django/contrib/auth/signals': djangoContribAuthSignals,
  'django/contrib/auth/tokens': djangoContribAuthTokens,
}
