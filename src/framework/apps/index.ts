/** `django.apps`. */
export { AppConfig } from './config.ts'
export { apps } from './registry.ts'
