/**
 * Marking text as HTML that needs no escaping. The classes live in base, since all layers of the framework need them.
 *
 * Django: django/utils/safestring.py, ref/utils#module-django.utils.safestring
 */
export { SafeString, mark_safe } from '../../base/python/safe_string.ts'
