/** django.core.mail with its backends. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoCoreMail from '../../framework/core/mail/index.ts'
import * as djangoCoreMailBackendsBase from '../../framework/core/mail/backends/base.ts'
import * as djangoCoreMailBackendsConsole from '../../framework/core/mail/backends/console.ts'
import * as djangoCoreMailBackendsDummy from '../../framework/core/mail/backends/dummy.ts'
import * as djangoCoreMailBackendsLocmem from '../../framework/core/mail/backends/locmem.ts'
import * as djangoCoreMailBackendsSmtp from '../../framework/core/mail/backends/smtp.ts'
import * as djangoCoreMailMessage from '../../framework/core/mail/message.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/core/mail': djangoCoreMail,
  'django/core/mail/backends/base': djangoCoreMailBackendsBase,
  'django/core/mail/backends/console': djangoCoreMailBackendsConsole,
  'django/core/mail/backends/dummy': djangoCoreMailBackendsDummy,
  'django/core/mail/backends/locmem': djangoCoreMailBackendsLocmem,
  'django/core/mail/backends/smtp': djangoCoreMailBackendsSmtp,
  'django/core/mail/message': djangoCoreMailMessage,
}
