/** The forms, views and password rules of django.contrib.auth. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoContribAuthPasswordValidation from '../../framework/contrib/auth/password_validation.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/contrib/auth/password_validation': djangoContribAuthPasswordValidation,
}
