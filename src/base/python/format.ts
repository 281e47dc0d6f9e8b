/**
 * Python's ways to put values into texts: `format(value, spec)`, `template % values`, `template.format(…)`.
 *
 * Python: library/string#format-string-syntax
 */
export { format_value } from './format_value.ts'
export { percent_format } from './percent_format.ts'
export { str_format } from './str_format.ts'
