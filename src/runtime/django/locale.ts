/** The languages: no module that a project imports, but what `{{ date }}` reads where the language is not English. */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import '../../framework/conf/locale/all.ts'

export const modules: Readonly<Record<string, Namespace>> = {}
