/**
 * How a value becomes text in a template: aware datetimes in the current time zone, numbers and dates in their local
 * format, everything escaped unless it is safe.
 *
 * Django: django/template/base.py (render_value_in_context)
 */
import { escape } from '../../base/python/html.ts'
import { SafeString, mark_safe } from '../../base/python/safe_string.ts'
import { str } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import { localize } from '../utils/formats.ts'
import { conditional_escape } from '../utils/html.ts'
import { template_localtime } from '../utils/timezone.ts'
import type { Context } from './context.ts'
import { ownText } from './own_text.ts'

/** The text alone: it is not to be escaped again. */
export function renderValue(value: unknown, context: Context): string {
  if (typeof value === 'string') {
    return context.autoescape ? escape(value) : value
  }
  if (value instanceof SafeString) return value.valueOf()
  if (Number.isSafeInteger(value) && !settings.USE_THOUSAND_SEPARATOR) return String(value)
  const local = localize(template_localtime(value, context.use_tz), context.use_l10n)
  return context.autoescape ? conditional_escape(ownText(local)).valueOf() : str(local)
}

/** As Django's: a SafeString where autoescape is on. */
export function render_value_in_context(value: unknown, context: Context): SafeString | string {
  const text = renderValue(value, context)
  return context.autoescape || value instanceof SafeString ? mark_safe(text) : text
}
