/**
 * Widgets that offer choices. Values are compared as texts: a form submits nothing else.
 *
 * Django: django/forms/widgets.py (ChoiceWidget …), ref/forms/widgets#selector-and-checkbox-widgets
 */
import { iterate, str } from '../../../base/python/protocols.ts'
import { choicesOf, isGroup, normalize_choices, type Choice } from '../../utils/choices.ts'
import {
  valueOf,
  valuesOf,
  Widget,
  type Attrs,
  type WidgetContext,
  type WidgetData,
  type WidgetOptions,
} from './base.ts'

export interface ChoiceOptions extends WidgetOptions {
  readonly choices?: unknown
}

/** The selected values as texts; one text for a widget that has exactly one. */
export type Selected = string | readonly string[]

/** `[group name or null, options, index of the group]`. */
export type OptGroup = readonly [unknown, readonly WidgetData[], number]

export interface CreateOptionOptions {
  /** Place in its group; null outside of one. */
  readonly subindex?: number | null
  readonly attrs?: Attrs | null
}

export class ChoiceWidget extends Widget {
  static allow_multiple_selected = false
  static input_type: string | null = null
  static template_name: string | null = null
  static option_template_name: string | null = null
  static add_id_index = true
  static checked_attribute: Attrs = { checked: true }
  static option_inherits_attrs = true
  declare allow_multiple_selected: boolean
  declare input_type: string | null
  declare option_template_name: string | null
  declare add_id_index: boolean
  declare checked_attribute: Attrs
  declare option_inherits_attrs: boolean
  _choices: unknown = []

  constructor({ attrs = null, choices = [] }: ChoiceOptions = {}) {
    super({ attrs })
    this.choices = choices
  }

  get choices(): unknown {
    return this._choices
  }

  set choices(value: unknown) {
    this._choices = normalize_choices(value)
  }

  override __deepcopy__(): this {
    const copy = super.__deepcopy__()
    if (Array.isArray(copy._choices)) copy._choices = [...(copy._choices as Choice[])]
    return copy
  }

  override *subwidgets(
    name: string,
    value: unknown,
    attrs: Attrs | null = null,
  ): Iterable<WidgetData> {
    yield* this.options(name, this.format_value(value), attrs)
  }

  /** All options, without their groups. */
  *options(name: string, value: Selected, attrs: Attrs | null = null): Iterable<WidgetData> {
    for (const [, options] of this.optgroups(name, value, attrs)) yield* options
  }

  /** @param value  the selected values, as texts */
  optgroups(name: string, value: Selected, attrs: Attrs | null = null): readonly OptGroup[] {
    let hasSelected = false
    return choicesOf(this.choices).map(([given, label], index): OptGroup => {
      const optionValue = given ?? ''
      const group = isGroup(label) ? optionValue : null
      const choices: readonly Choice[] = isGroup(label) ? label : [[optionValue, label]]
      const options = choices.map(([subvalue, sublabel], place) => {
        const mayBe = !hasSelected || this.allow_multiple_selected
        const selected = mayBe && value.includes(str(subvalue))
        hasSelected ||= selected
        const subindex = isGroup(label) ? place : null
        return this.create_option(name, subvalue, sublabel, selected, index, { subindex, attrs })
      })
      return [group, options, index]
    })
  }

  create_option(
    name: string,
    value: unknown,
    label: unknown,
    selected: boolean,
    index: number,
    { subindex = null, attrs = null }: CreateOptionOptions = {},
  ): WidgetData {
    const place = subindex === null ? String(index) : `${index}_${subindex}`
    const own = this.option_inherits_attrs ? this.build_attrs(this.attrs, attrs) : {}
    if (selected) Object.assign(own, this.checked_attribute)
    if ('id' in own) own.id = this.id_for_label(str(own.id), place)
    return {
      name,
      value,
      label,
      selected,
      index: place,
      attrs: own,
      type: this.input_type,
      template_name: this.option_template_name ?? '',
      wrap_label: true,
    }
  }

  override get_context(name: string, value: unknown, attrs: Attrs | null): WidgetContext {
    const context = super.get_context(name, value, attrs)
    context.widget.optgroups = this.optgroups(name, context.widget.value as Selected, attrs)
    return context
  }

  override id_for_label(id: string, index: string | null = '0'): string {
    return id !== '' && this.add_id_index ? `${id}_${index}` : id
  }

  override value_from_datadict(data: unknown, _files: unknown, name: string): unknown {
    return this.allow_multiple_selected ? valuesOf(data, name) : valueOf(data, name)
  }

  /** The selected values as texts. */
  override format_value(value: unknown): Selected {
    if ((value === null || value === undefined) && this.allow_multiple_selected) return []
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    return values.map((item) => (item === null || item === undefined ? '' : str(item)))
  }
}

export class Select extends ChoiceWidget {
  static override input_type: string | null = 'select'
  static override template_name: string | null = 'django/forms/widgets/select.html'
  static override option_template_name: string | null = 'django/forms/widgets/select_option.html'
  static override add_id_index = false
  static override checked_attribute: Attrs = { selected: true }
  static override option_inherits_attrs = false

  override get_context(name: string, value: unknown, attrs: Attrs | null): WidgetContext {
    const context = super.get_context(name, value, attrs)
    if (this.allow_multiple_selected) context.widget.attrs.multiple = true
    return context
  }

  /** HTML allows `required` only where the first option of a single choice is empty. */
  override use_required_attribute(initial: unknown): boolean {
    const may = super.use_required_attribute(initial)
    if (this.allow_multiple_selected) return may
    // only the first is asked for: those behind it may cost a query
    for (const [value] of iterate(this.choices) as Iterable<Choice>) {
      return may && (value === null || value === '')
    }
    return false
  }
}

export class NullBooleanSelect extends Select {
  constructor({ attrs = null }: WidgetOptions = {}) {
    const choices = [
      ['unknown', 'Unknown'],
      ['true', 'Yes'],
      ['false', 'No'],
    ]
    super({ attrs, choices })
  }

  override format_value(value: unknown): string {
    return nullBoolean(value, false)
  }

  override value_from_datadict(data: unknown, _files: unknown, name: string): unknown {
    const word = nullBoolean(valueOf(data, name), true)
    return word === 'unknown' ? null : word === 'true'
  }
}

/** The option of a value: '2' and '3' are what old forms sent. */
function nullBoolean(value: unknown, isSubmitted: boolean): 'true' | 'false' | 'unknown' {
  if (value === true || value === 1 || value === 'true' || value === '2') return 'true'
  if (value === false || value === 0 || value === 'false' || value === '3') return 'false'
  if (isSubmitted && value === 'True') return 'true'
  return isSubmitted && value === 'False' ? 'false' : 'unknown'
}

export class SelectMultiple extends Select {
  static override allow_multiple_selected = true

  override value_from_datadict(data: unknown, _files: unknown, name: string): unknown {
    return valuesOf(data, name)
  }

  /** A browser sends nothing where no option is selected. */
  override value_omitted_from_data(): boolean {
    return false
  }
}

export class RadioSelect extends ChoiceWidget {
  static override input_type: string | null = 'radio'
  static override template_name: string | null = 'django/forms/widgets/radio.html'
  static override option_template_name: string | null = 'django/forms/widgets/radio_option.html'
  static override use_fieldset = true

  /** The group's own label points at nothing: a click would choose the first option. */
  override id_for_label(id: string, index: string | null = null): string {
    return index === null ? '' : super.id_for_label(id, index)
  }
}

export class CheckboxSelectMultiple extends RadioSelect {
  static override allow_multiple_selected = true
  static override input_type: string | null = 'checkbox'
  static override template_name: string | null = 'django/forms/widgets/checkbox_select.html'
  static override option_template_name: string | null = 'django/forms/widgets/checkbox_option.html'

  /** A browser would ask for all boxes to be checked. */
  override use_required_attribute(): boolean {
    return false
  }

  override value_omitted_from_data(): boolean {
    return false
  }
}
