/**
 * A date as three selects. An impossible date such as 31 February is kept as text, for the field to complain about.
 *
 * Django: django/forms/widgets.py (SelectDateWidget), ref/forms/widgets#selectdatewidget
 */
import { date } from '../../../base/python/datetime.ts'
import { OverflowError, ValueError } from '../../../base/python/exceptions.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { parseInteger } from '../../../base/python/numbers.ts'
import { iterate, str, truthy } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { strptime } from '../../../base/python/strptime.ts'
import type { Choice } from '../../utils/choices.ts'
import { MONTHS } from '../../utils/dates.ts'
import { get_format } from '../../utils/formats.ts'
import { localdate } from '../../utils/timezone.ts'
import { valueOf, Widget, type Attrs, type WidgetContext, type WidgetOptions } from './base.ts'
import { Select } from './choice.ts'

type Part = 'year' | 'month' | 'day'
const PARTS: readonly Part[] = ['year', 'month', 'day']
/** Which part each character of a date format stands for. */
const PART_OF: Readonly<Record<string, Part>> = {
  ...Object.fromEntries([...'Yy'].map((char) => [char, 'year' as const])),
  ...Object.fromEntries([...'bEFMmNn'].map((char) => [char, 'month' as const])),
  ...Object.fromEntries([...'dj'].map((char) => [char, 'day' as const])),
}

export interface SelectDateOptions extends WidgetOptions {
  readonly years?: unknown
  /** Number → name. */
  readonly months?: unknown
  /** A text for all three, or three texts: year, month, day. */
  readonly empty_label?: unknown
}

export class SelectDateWidget extends Widget {
  static none_value: Choice = ['', '---']
  static month_field = '%s_month'
  static day_field = '%s_day'
  static year_field = '%s_year'
  static template_name = 'django/forms/widgets/select_date.html'
  static input_type = 'select'
  static select_widget: typeof Select = Select
  static override use_fieldset = true
  declare none_value: Choice
  declare month_field: string
  declare day_field: string
  declare year_field: string
  declare select_widget: typeof Select
  readonly years: unknown
  readonly months: unknown
  readonly year_none_value: Choice
  readonly month_none_value: Choice
  readonly day_none_value: Choice

  /** @throws {ValueError} `empty_label` is a list of other than three */
  constructor({ attrs = null, years, months, empty_label = null }: SelectDateOptions = {}) {
    super({ attrs })
    this.years = truthy(years) ? years : tenYears()
    this.months = truthy(months) ? months : MONTHS
    if (Array.isArray(empty_label)) {
      if (empty_label.length !== 3) {
        throw new ValueError('empty_label list/tuple must have 3 elements.')
      }
    } else if (empty_label !== null) this.none_value = ['', empty_label]
    const none = (index: number): Choice =>
      Array.isArray(empty_label) ? ['', empty_label[index] as unknown] : this.none_value
    this.year_none_value = none(0)
    this.month_none_value = none(1)
    this.day_none_value = none(2)
  }

  override get_context(name: string, value: unknown, attrs: Attrs | null): WidgetContext {
    const context = super.get_context(name, value, attrs)
    const values = context.widget.value as Record<Part, unknown>
    context.widget.subwidgets = this.partsInOrder().map((part) => {
      const selectName = this.fieldName(part, name)
      const select = new this.select_widget({ attrs, choices: this.choicesOfPart(part) })
      const own = { ...context.widget.attrs, id: `id_${selectName}` }
      return select.get_context(selectName, values[part], own).widget
    })
    return context
  }

  private fieldName(part: Part, name: string): string {
    return this[`${part}_field`].replace('%s', name)
  }

  private choicesOfPart(part: Part): readonly Choice[] {
    const days = Array.from({ length: 31 }, (_, index): Choice => [index + 1, index + 1])
    const choices: readonly Choice[] = {
      year: [...iterate(this.years)].map((year): Choice => [year, str(year)]),
      month: mapping.entries(this.months),
      day: days,
    }[part]
    return this.is_required ? choices : [this[`${part}_none_value`], ...choices]
  }

  /** Year, month and day of a date or of a text that may be no date; null where not known. */
  override format_value(value: unknown): Record<Part, unknown> {
    if (value instanceof date) return { year: value.year, month: value.month, day: value.day }
    if (isString(value)) {
      const match = /^(\d{4}|0)-(\d\d?)-(\d\d?)$/.exec(str(value))
      if (match) {
        const [year, month, day] = match.slice(1).map((digits) => Number(digits) || '')
        return { year, month, day }
      }
      try {
        const { year, month, day } = strptime(str(value), inputFormat())
        return { year, month, day }
      } catch (error) {
        if (!(error instanceof ValueError)) throw error
      }
    }
    return { year: null, month: null, day: null }
  }

  /** The parts in the order in which DATE_FORMAT names them. */
  private partsInOrder(): readonly Part[] {
    const characters = str(get_format('DATE_FORMAT')).replace(/\\./g, '')
    return [...characters].map((char) => PART_OF[char]).filter((part) => part !== undefined)
  }

  override id_for_label(id: string): string {
    return `${id}_${this.partsInOrder()[0] ?? 'month'}`
  }

  /** @returns a date in the first input format, null, or a text such as `2017-0-23` for the field to refuse */
  override value_from_datadict(data: unknown, _files: unknown, name: string): unknown {
    const parts = PARTS.map((part) => valueOf(data, this.fieldName(part, name)))
    if (parts.every((part) => part === '')) return null
    if (parts.some((part) => part === null)) return valueOf(data, name)
    try {
      const [year = 0, month = 0, day = 0] = parts.map((part) => Number(parseInteger(str(part))))
      return new date(year, month, day).strftime(
        inputFormat().replaceAll('%Y', String(year).padStart(4, '0')),
      )
    } catch (error) {
      if (error instanceof OverflowError) return '0-0-0'
      if (!(error instanceof ValueError)) throw error
      return parts.map((part) => (truthy(part) ? str(part) : '0')).join('-')
    }
  }

  override value_omitted_from_data(data: unknown, _files: unknown, name: string): boolean {
    return !PARTS.some((part) => mapping.has(data, `${name}_${part}`))
  }
}

function inputFormat(): string {
  return (get_format('DATE_INPUT_FORMATS') as readonly string[])[0] ?? '%Y-%m-%d'
}

/** From this year on. */
function tenYears(): number[] {
  const { year } = localdate()
  return Array.from({ length: 10 }, (_, index) => year + index)
}
