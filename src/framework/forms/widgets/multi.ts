/**
 * Widgets made of several widgets, such as a date beside a time.
 *
 * Django: django/forms/widgets.py (MultiWidget …), ref/forms/widgets#composite-widgets
 */
import { NotImplementedError } from '../../../base/python/exceptions.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { str, truthy } from '../../../base/python/protocols.ts'
import type { datetime } from '../../../base/python/datetime.ts'
import { to_current_timezone } from '../utils.ts'
import {
  Widget,
  type Attrs,
  type Input,
  type WidgetContext,
  type WidgetData,
  type WidgetOptions,
} from './base.ts'
import { DateInput, TimeInput } from './input.ts'
import { Media } from './media.ts'

type WidgetSource = Widget | (new () => Widget)

export class MultiWidget extends Widget {
  static template_name = 'django/forms/widgets/multiwidget.html'
  static override use_fieldset = true
  widgets: Widget[]
  /** What each widget's name ends in: `_0`, or `_NAME` for widgets given by name. */
  readonly widgets_names: readonly string[]

  /** @param widgets  an array of widgets or widget classes, or a dict of name → one */
  constructor(widgets: unknown, { attrs = null }: WidgetOptions = {}) {
    super({ attrs })
    const named: [unknown, unknown][] = Array.isArray(widgets)
      ? widgets.map((widget: unknown, index) => [String(index), widget])
      : mapping.entries(widgets)
    this.widgets_names = named.map(([name]) => (name === '' ? '' : `_${str(name)}`))
    this.widgets = named.map(([, widget]) => instanceOf(widget as WidgetSource))
  }

  override get is_hidden(): boolean {
    return this.widgets.every((widget) => widget.is_hidden)
  }

  override get needs_multipart_form(): boolean {
    return this.widgets.some((widget) => widget.needs_multipart_form)
  }

  override get media(): Media {
    return this.widgets.reduce((sum, widget) => sum.__add__(widget.media), new Media())
  }

  override __deepcopy__(): this {
    const copy = super.__deepcopy__()
    copy.widgets = this.widgets.map((widget) => widget.__deepcopy__())
    return copy
  }

  override get_context(name: string, value: unknown, attrs: Attrs | null): WidgetContext {
    const context = super.get_context(name, value, attrs)
    const values: readonly unknown[] = Array.isArray(value) ? value : this.decompress(value)
    const { type, ...shared } = context.widget.attrs
    context.widget.attrs = shared
    context.widget.subwidgets = this.widgets.map((widget, index): WidgetData => {
      if (this.is_localized) widget.is_localized = true
      if (type !== undefined) (widget as Input).input_type = str(type)
      const own = truthy(shared.id) ? { ...shared, id: `${str(shared.id)}_${index}` } : shared
      const widgetName = `${name}${this.widgets_names[index] ?? ''}`
      return widget.get_context(widgetName, values[index] ?? null, own).widget
    })
    return context
  }

  override id_for_label(_id: string): string {
    return ''
  }

  override value_from_datadict(data: unknown, files: unknown, name: string): unknown {
    return this.widgets.map((widget, index) =>
      widget.value_from_datadict(data, files, `${name}${this.widgets_names[index] ?? ''}`),
    )
  }

  override value_omitted_from_data(data: unknown, files: unknown, name: string): boolean {
    return this.widgets.every((widget, index) =>
      widget.value_omitted_from_data(data, files, `${name}${this.widgets_names[index] ?? ''}`),
    )
  }

  /** One value for each widget; subclasses say how. */
  decompress(_value: unknown): readonly unknown[] {
    throw new NotImplementedError('Subclasses must implement this method.')
  }
}

function instanceOf(widget: WidgetSource): Widget {
  return typeof widget === 'function' ? new widget() : widget
}

export interface SplitDateTimeOptions extends WidgetOptions {
  readonly date_format?: string | null
  readonly time_format?: string | null
  readonly date_attrs?: Attrs | null
  readonly time_attrs?: Attrs | null
}

export class SplitDateTimeWidget extends MultiWidget {
  static override supports_microseconds = false
  static override template_name = 'django/forms/widgets/splitdatetime.html'

  constructor(options: SplitDateTimeOptions = {}) {
    const { attrs = null, date_format = null, time_format = null } = options
    super([
      new DateInput({ attrs: options.date_attrs ?? attrs, format: date_format }),
      new TimeInput({ attrs: options.time_attrs ?? attrs, format: time_format }),
    ])
  }

  override decompress(value: unknown): readonly unknown[] {
    if (!truthy(value)) return [null, null]
    const local = to_current_timezone(value) as datetime
    return [local.date(), local.time()]
  }
}

export class SplitHiddenDateTimeWidget extends SplitDateTimeWidget {
  static override template_name = 'django/forms/widgets/splithiddendatetime.html'

  constructor(options: SplitDateTimeOptions = {}) {
    super(options)
    for (const widget of this.widgets) (widget as Input).input_type = 'hidden'
  }
}
