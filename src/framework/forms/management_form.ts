/**
 * The hidden form that counts the forms of a formset. Without its counts nothing was sent.
 *
 * Django: django/forms/formsets.py (ManagementForm), topics/forms/formsets#understanding-the-managementform
 */
import { IntegerField } from './fields.ts'
import { Form } from './forms.ts'
import { HiddenInput } from './widgets/input.ts'

export const TOTAL_FORM_COUNT = 'TOTAL_FORMS'
export const INITIAL_FORM_COUNT = 'INITIAL_FORMS'
export const MIN_NUM_FORM_COUNT = 'MIN_NUM_FORMS'
export const MAX_NUM_FORM_COUNT = 'MAX_NUM_FORMS'

export class ManagementForm extends Form {
  static [TOTAL_FORM_COUNT] = new IntegerField({ widget: HiddenInput })
  static [INITIAL_FORM_COUNT] = new IntegerField({ widget: HiddenInput })
  static [MIN_NUM_FORM_COUNT] = new IntegerField({ required: false, widget: HiddenInput })
  static [MAX_NUM_FORM_COUNT] = new IntegerField({ required: false, widget: HiddenInput })

  /** Without the counts, no form was sent. */
  override clean(): unknown {
    this.cleaned_data[TOTAL_FORM_COUNT] ??= 0
    this.cleaned_data[INITIAL_FORM_COUNT] ??= 0
    return this.cleaned_data
  }
}
