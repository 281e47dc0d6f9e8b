/** What few projects name: languages, compression, readable numbers, static files. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoConfUrlsI18n from '../../framework/conf/urls/i18n.ts'
import * as djangoContribHumanizeTemplatetagsHumanize from '../../framework/contrib/humanize/templatetags/humanize.ts'
import * as djangoContribStaticfilesStorage from '../../framework/contrib/staticfiles/storage.ts'
import * as djangoCoreFilesStorage from '../../framework/core/files/storage/index.ts'
import * as djangoMiddlewareGzip from '../../framework/middleware/gzip.ts'
import * as djangoMiddlewareLocale from '../../framework/middleware/locale.ts'
import * as djangoViewsI18n from '../../framework/views/i18n.ts'
import * as djangoUtilsLoremIpsum from '../../framework/utils/lorem_ipsum.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/conf/urls/i18n': djangoConfUrlsI18n,
  'django/contrib/humanize/templatetags/humanize': djangoContribHumanizeTemplatetagsHumanize,
  'django/contrib/staticfiles/storage': djangoContribStaticfilesStorage,
  'django/core/files/storage': djangoCoreFilesStorage,
  'django/middleware/gzip': djangoMiddlewareGzip,
  'django/middleware/locale': djangoMiddlewareLocale,
  'django/views/i18n': djangoViewsI18n,
  'django/utils/lorem_ipsum': djangoUtilsLoremIpsum,
}
