/**
 * Names that URLconfs of old imported from here; the handlers are Django's defaults for `handler404` and so on.
 *
 * Django: django/conf/urls/__init__.py
 */
export { include } from '../../urls/index.ts'
export const handler400 = 'django.views.defaults.bad_request'
export const handler403 = 'django.views.defaults.permission_denied'
export const handler404 = 'django.views.defaults.page_not_found'
export const handler500 = 'django.views.defaults.server_error'
