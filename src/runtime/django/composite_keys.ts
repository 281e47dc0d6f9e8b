/** Comparisons of composite keys: few projects have such a key. Loading them is enough, the field finds them. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as djangoDbModelsFieldsTupleLookups from '../../framework/db/models/fields/tuple_lookups.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  'django/db/models/fields/tuple_lookups': djangoDbModelsFieldsTupleLookups,
}
