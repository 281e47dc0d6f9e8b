/** The forms, views and password rules of django.contrib.auth. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoContribAuthForms from '../../framework/contrib/auth/forms.ts'
import * as djangoContribAuthPasswordValidation from '../../framework/contrib/auth/password_validation.ts'
import * as djangoContribAuthUrls from '../../framework/contrib/auth/urls.ts'
import * as djangoContribAuthViews from '../../framework/contrib/auth/views.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/contrib/auth/forms': djangoContribAuthForms,
  'django/contrib/auth/password_validation': djangoContribAuthPasswordValidation,
  'django/contrib/auth/urls': djangoContribAuthUrls,
  'django/contrib/auth/views': djangoContribAuthViews,
}
