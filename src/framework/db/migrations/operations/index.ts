/** `django.db.migrations.operations`. */
export { AddField, AlterField, RemoveField, RenameField } from './fields.ts'
export { AddConstraint, AlterConstraint, RemoveConstraint } from './constraints.ts'
export { AddIndex, RemoveIndex, RenameIndex } from './indexes.ts'
export {
  AlterModelManagers,
  AlterModelOptions,
  AlterModelTable,
  AlterUniqueTogether,
} from './model_options.ts'
export { CreateModel, DeleteModel, RenameModel } from './models.ts'
export { RunPython, RunSQL, SeparateDatabaseAndState } from './special.ts'
