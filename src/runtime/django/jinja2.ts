/** The second template language, which brings nunjucks with it. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoTemplateBackendsJinja2 from '../../framework/template/backends/jinja2.ts'
import * as djangoTemplateBackendsUtils from '../../framework/template/backends/utils.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/template/backends/jinja2': djangoTemplateBackendsJinja2,
  'django/template/backends/utils': djangoTemplateBackendsUtils,
  jinja2: { Environment: djangoTemplateBackendsJinja2.Environment },
}
