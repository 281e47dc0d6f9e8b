/**
 * The filters every template has.
 *
 * Django: django/template/defaultfilters.py, ref/templates/builtins#built-in-filter-reference
 */
import { registerDates } from './filters/dates.ts'
import { registerHtml } from './filters/html.ts'
import { registerLists } from './filters/lists.ts'
import { registerLogic } from './filters/logic.ts'
import { registerNumbers } from './filters/numbers.ts'
import { registerStrings } from './filters/strings.ts'
import { Library } from './library.ts'

export { stringfilter } from './filter_function.ts'

export const register = new Library()
registerStrings(register)
registerHtml(register)
registerLists(register)
registerNumbers(register)
registerDates(register)
registerLogic(register)
