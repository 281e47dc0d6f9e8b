/** Content types: what makes their rows, and keys that may point to any model. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoContribContenttypesApps from '../../framework/contrib/contenttypes/apps.ts'
import * as djangoContribContenttypesFields from '../../framework/contrib/contenttypes/fields.ts'
import * as djangoContribContenttypesManagement from '../../framework/contrib/contenttypes/management.ts'
import * as djangoContribContenttypesPrefetch from '../../framework/contrib/contenttypes/prefetch.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/contrib/contenttypes/apps': djangoContribContenttypesApps,
  'django/contrib/contenttypes/fields': djangoContribContenttypesFields,
  'django/contrib/contenttypes/management': djangoContribContenttypesManagement,
  'django/contrib/contenttypes/prefetch': djangoContribContenttypesPrefetch,
}
