/**
 * `django.core.validators`: callables that raise ValidationError for a value which will not do. Classes are made with
 * their limits first (`new MaxLengthValidator(5)`), functions are used as they are.
 *
 * Django: django/core/validators.py, ref/validators
 */
import { Tuple } from '../../base/python/tuple.ts'

export {
  DomainNameValidator,
  EmailValidator,
  URLValidator,
  ip_address_validators,
  validate_domain_name,
  validate_email,
  validate_ipv4_address,
  validate_ipv46_address,
  validate_ipv6_address,
} from './validators/addresses.ts'
export {
  FileExtensionValidator,
  ProhibitNullCharactersValidator,
  int_list_validator,
  validate_comma_separated_integer_list,
  validate_image_file_extension,
  validate_integer,
  validate_slug,
  validate_unicode_slug,
} from './validators/contents.ts'
export {
  BaseValidator,
  DecimalValidator,
  MaxLengthValidator,
  MaxValueValidator,
  MinLengthValidator,
  MinValueValidator,
  StepValueValidator,
} from './validators/limits.ts'
export { RegexValidator } from './validators/regex_validator.ts'

/** What fields take for "nothing entered". */
export const EMPTY_VALUES: readonly unknown[] = [null, '', [], new Tuple(), {}]
