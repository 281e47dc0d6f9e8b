/**
 * The hidden field of an inline form that names its parent: whatever is submitted must be that parent.
 *
 * Django: django/forms/models.py (InlineForeignKeyField), topics/forms/modelforms#inline-formsets
 */
import { str } from '../../../base/python/protocols.ts'
import { Field, type FieldOptions } from '../fields/base.ts'
import type { Widget } from '../widgets/base.ts'
import { HiddenInput } from '../widgets/input.ts'

export interface InlineForeignKeyOptions extends FieldOptions {
  /** The key to the parent is the child's own primary key. */
  readonly pk_field?: boolean
  /** The parent's field that the key points to, where it is not the primary key. */
  readonly to_field?: string | null
}

export class InlineForeignKeyField extends Field {
  static override widget: new () => Widget = HiddenInput
  static override default_error_messages: Record<string, unknown> = {
    invalid_choice: 'The inline value did not match the parent instance.',
  }
  readonly pk_field: boolean
  readonly to_field: string | null

  constructor(
    readonly parent_instance: any,
    { pk_field = false, to_field = null, ...options }: InlineForeignKeyOptions = {},
  ) {
    const initial = parent_instance === null ? {} : { initial: parent_instance[to_field ?? 'pk'] }
    super({ ...options, ...initial, required: false })
    this.pk_field = pk_field
    this.to_field = to_field
  }

  override clean(value: unknown): unknown {
    if (this.isEmpty(value)) return this.pk_field ? null : this.parent_instance
    const own = this.parent_instance[this.to_field ?? 'pk']
    if (str(value) !== str(own)) throw this.invalid('invalid_choice')
    return this.parent_instance
  }

  override has_changed(): boolean {
    return false
  }
}
