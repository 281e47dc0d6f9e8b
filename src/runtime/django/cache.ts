/** The caches, and what keeps pages in them. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoCoreCache from '../../framework/core/cache/index.ts'
import * as djangoCoreCacheBackendsBase from '../../framework/core/cache/backends/base.ts'
import * as djangoCoreCacheBackendsDb from '../../framework/core/cache/backends/db.ts'
import * as djangoCoreCacheBackendsDummy from '../../framework/core/cache/backends/dummy.ts'
import * as djangoCoreCacheBackendsLocmem from '../../framework/core/cache/backends/locmem.ts'
import * as djangoCoreCacheUtils from '../../framework/core/cache/utils.ts'
import * as djangoMiddlewareCache from '../../framework/middleware/cache.ts'
import * as djangoViewsDecoratorsCache from '../../framework/views/decorators/cache.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/core/cache': djangoCoreCache,
  'django/core/cache/backends/base': djangoCoreCacheBackendsBase,
  'django/core/cache/backends/db': djangoCoreCacheBackendsDb,
  'django/core/cache/backends/dummy': djangoCoreCacheBackendsDummy,
  'django/core/cache/backends/locmem': djangoCoreCacheBackendsLocmem,
  'django/core/cache/utils': djangoCoreCacheUtils,
  'django/middleware/cache': djangoMiddlewareCache,
  'django/views/decorators/cache': djangoViewsDecoratorsCache,
}
