/** `django.db.migrations`. */
export { Migration, swappable_dependency } from './migration.ts'
export * from './operations/index.ts'
