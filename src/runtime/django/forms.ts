/** django.forms and the class-based views. Model fields know their form fields, so only what goes beyond those waits to be asked for. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoForms from '../../framework/forms/index.ts'
import * as djangoFormsBoundfield from '../../framework/forms/boundfield.ts'
import * as djangoFormsFields from '../../framework/forms/fields.ts'
import * as djangoFormsForms from '../../framework/forms/forms.ts'
import * as djangoFormsFormsets from '../../framework/forms/formsets.ts'
import * as djangoFormsModels from '../../framework/forms/models.ts'
import * as djangoFormsRenderers from '../../framework/forms/renderers.ts'
import * as djangoFormsUtils from '../../framework/forms/utils.ts'
import * as djangoFormsWidgets from '../../framework/forms/widgets.ts'
import * as djangoViewsGeneric from '../../framework/views/generic/index.ts'
import * as djangoViewsGenericBase from '../../framework/views/generic/base.ts'
import * as djangoViewsGenericDates from '../../framework/views/generic/dates.ts'
import * as djangoViewsGenericDetail from '../../framework/views/generic/detail.ts'
import * as djangoViewsGenericEdit from '../../framework/views/generic/edit.ts'
import * as djangoViewsGenericList from '../../framework/views/generic/list.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/forms': djangoForms,
  'django/forms/boundfield': djangoFormsBoundfield,
  'django/forms/fields': djangoFormsFields,
  'django/forms/forms': djangoFormsForms,
  'django/forms/formsets': djangoFormsFormsets,
  'django/forms/models': djangoFormsModels,
  'django/forms/renderers': djangoFormsRenderers,
  'django/forms/utils': djangoFormsUtils,
  'django/forms/widgets': djangoFormsWidgets,
  'django/views/generic': djangoViewsGeneric,
  'django/views/generic/base': djangoViewsGenericBase,
  'django/views/generic/dates': djangoViewsGenericDates,
  'django/views/generic/detail': djangoViewsGenericDetail,
  'django/views/generic/edit': djangoViewsGenericEdit,
  'django/views/generic/list': djangoViewsGenericList,
}
