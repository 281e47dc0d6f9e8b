/**
 * All fields without relations.
 *
 * Django: django/db/models/fields/__init__.py, ref/models/fields
 */
export { GenericIPAddressField } from './addresses.ts'
export { DateField, DateTimeField, DurationField, TimeField } from './dates.ts'
export { Field } from './field.ts'
export { FilePathField } from './file_path.ts'
export { CompositePrimaryKey } from './composite.ts'
export { GeneratedField } from './generated.ts'
export {
  AutoField,
  BigAutoField,
  BigIntegerField,
  BooleanField,
  DecimalField,
  FloatField,
  IntegerField,
  PositiveBigIntegerField,
  PositiveIntegerField,
  PositiveSmallIntegerField,
  SmallAutoField,
  SmallIntegerField,
} from './numbers.ts'
export {
  BinaryField,
  CharField,
  EmailField,
  SlugField,
  TextField,
  URLField,
  UUIDField,
} from './texts.ts'
