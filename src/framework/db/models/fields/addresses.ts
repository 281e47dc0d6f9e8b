/**
 * An IPv4 or IPv6 address as text; IPv6 in its shortest form.
 *
 * Django: GenericIPAddressField in django/db/models/fields/__init__.py, ref/models/fields#genericipaddressfield
 */
import { str } from '../../../../base/python/protocols.ts'
import { ValidationError } from '../../../core/exceptions.ts'
import { ip_address_validators } from '../../../core/validators.ts'
import { clean_ipv6_address } from '../../../utils/ipv6.ts'
import type { Options } from '../arguments.ts'
import type { Instance } from '../declared.ts'
import { hasSql, isExpression } from '../late.ts'
import { Field } from './field.ts'
import { forms } from './form_classes.ts'

const MAX_IPV6_ADDRESS_LENGTH = 39

export class GenericIPAddressField extends Field {
  static override default_error_messages: Record<string, string> = {
    invalid: 'Enter a valid %(protocol)s address.',
  }
  declare protocol: string
  declare unpack_ipv4: boolean

  override get parameters(): readonly string[] {
    return ['verbose_name', 'name', 'protocol', 'unpack_ipv4', ...super.parameters.slice(2)]
  }

  protected override take(options: Options): void {
    this.protocol = options['protocol'] ?? 'both'
    this.unpack_ipv4 = options['unpack_ipv4'] ?? false
    // refuses a protocol that does not exist where the field is made
    ip_address_validators(this.protocol, this.unpack_ipv4)
    ;(this as { max_length: number | null }).max_length = MAX_IPV6_ADDRESS_LENGTH
  }

  override get empty_strings_allowed(): boolean {
    return false
  }

  override get default_validators(): readonly unknown[] {
    return ip_address_validators(this.protocol, this.unpack_ipv4)
  }

  override to_python(value: unknown): unknown {
    if (value === null) return null
    const text = str(value).trim()
    return text.includes(':')
      ? clean_ipv6_address(text, {
          unpack_ipv4: this.unpack_ipv4,
          error_message: this.error_messages['invalid'],
        })
      : text
  }

  override get_prep_value(value: unknown): unknown {
    if (value === null || isExpression(value)) return value
    const text = str(value)
    if (!text.includes(':')) return text
    try {
      return clean_ipv6_address(text, { unpack_ipv4: this.unpack_ipv4 })
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error
      return text
    }
  }

  override get_db_prep_value(value: unknown, _connection: Instance, prepared = false): unknown {
    const ready = prepared ? value : this.get_prep_value(value)
    return hasSql(ready) || ready !== '' ? ready : null
  }

  override formfield(options: Options = {}): unknown {
    const { protocol } = this
    return super.formfield({ protocol, form_class: forms.GenericIPAddressField, ...options })
  }
}
