/**
 * Relations by Django's module path: each kind has a file of its own.
 *
 * Django: django/db/models/fields/related.py, topics/db/examples/
 */
export { ForeignKey, OneToOneField } from './foreign_key.ts'
export { ManyToManyField } from './many_to_many.ts'
export { RelatedField } from './related_field.ts'
