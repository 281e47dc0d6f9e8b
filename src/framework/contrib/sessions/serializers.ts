/**
 * How session data becomes text.
 *
 * Django: django/contrib/sessions/serializers.py
 */
export { JSONSerializer } from '../../core/signing.ts'
