/**
 * A field together with the data of its form: what a template gets for `form.title` and `{% for field in form %}`.
 *
 * Django: django/forms/boundfield.py, ref/forms/api#django.forms.BoundField
 */
import { class_name } from '../../base/python/class_name.ts'
import { TypeError } from '../../base/python/exceptions.ts'
import { isInt } from '../../base/python/float.ts'
import { compareText, iterate, str, truthy, type_name } from '../../base/python/protocols.ts'
import { isString, mark_safe, type SafeString } from '../../base/python/safe_string.ts'
import { briefError } from '../../trace/brief-error.ts'
import { ValidationError } from '../core/exceptions.ts'
import { format_html } from '../utils/html.ts'
import type { BaseForm } from './forms.ts'
import type { Field } from './fields/base.ts'
import type { ErrorList } from './utils.ts'
import { pretty_name, Renderable } from './utils.ts'
import type { Attrs, Widget } from './widgets/base.ts'
import { BoundWidget } from './bound_widget.ts'
import { Textarea, TextInput } from './widgets/input.ts'
import { MultiWidget } from './widgets/multi.ts'

export interface AsWidgetOptions {
  readonly attrs?: Attrs | null
  /** Draw the hidden twin that keeps the initial value. */
  readonly only_initial?: boolean
}

export interface LabelOptions {
  readonly attrs?: Attrs | null
  readonly label_suffix?: string | null
  readonly tag?: string | null
}

export class BoundField extends Renderable {
  readonly html_name: string
  readonly html_initial_name: string
  readonly html_initial_id: string
  readonly label: unknown
  readonly help_text: unknown
  #initial: { value: unknown } | null = null
  #subwidgets: readonly BoundWidget[] | null = null

  constructor(
    readonly form: BaseForm,
    readonly field: Field,
    readonly name: string,
  ) {
    super()
    this.html_name = form.add_prefix(name)
    this.html_initial_name = form.add_initial_prefix(name)
    this.html_initial_id = form.add_initial_prefix(this.auto_id)
    this.label = field.label ?? pretty_name(name)
    this.help_text = truthy(field.help_text) ? field.help_text : ''
    this.renderer = form.renderer
  }

  /** The parts of the widget; choices have one each. */
  get subwidgets(): readonly BoundWidget[] {
    if (this.#subwidgets === null) {
      const { widget } = this.field
      const id = this.widgetId()
      const attrs = this.build_widget_attrs(id === '' ? {} : { id })
      this.#subwidgets = [...widget.subwidgets(this.html_name, this.value(), attrs)].map(
        (part) => new BoundWidget(widget, part, this.form.renderer),
      )
    }
    return this.#subwidgets
  }

  __bool__(): boolean {
    return true
  }

  __len__(): number {
    return this.subwidgets.length
  }

  *__iter__(): Iterator<BoundWidget> {
    yield* this.subwidgets
  }

  /** @throws {TypeError} the index is no number */
  __getitem__(index: unknown): BoundWidget | undefined {
    if (!isInt(index)) {
      // templates try every name here before they look for an attribute
      throw briefError(
        () =>
          new TypeError(`BoundField indices must be integers or slices, not ${type_name(index)}.`),
      )
    }
    return this.subwidgets.at(Number(index))
  }

  get errors(): ErrorList {
    const none = new this.form.error_class(null, { renderer: this.form.renderer })
    return this.form.errors.get(this.name, none) ?? none
  }

  get template_name(): string {
    return this.field.template_name ?? this.form.renderer.field_template_name
  }

  get_context(): object {
    return { field: this }
  }

  as_field_group(): SafeString {
    return this.render()
  }

  override __str__(): SafeString {
    const html = this.as_widget()
    if (!this.field.show_hidden_initial) return html
    return mark_safe(str(html) + str(this.as_hidden({ only_initial: true })))
  }

  as_widget(widget: Widget | null = null, options: AsWidgetOptions = {}): SafeString {
    const { attrs = null, only_initial = false } = options
    const drawn = widget ?? this.field.widget
    if (this.field.localize) drawn.is_localized = true
    const own = this.build_widget_attrs(attrs ?? {}, drawn)
    if (this.auto_id !== '' && !('id' in drawn.attrs)) {
      own.id ??= only_initial ? this.html_initial_id : this.auto_id
    }
    const name = only_initial ? this.html_initial_name : this.html_name
    const value = only_initial ? this.hiddenInitial() : this.value()
    return drawn.render(name, value, { attrs: own, renderer: this.form.renderer })
  }

  /** The hidden twin's value as it was submitted, else the field's. */
  private hiddenInitial(): unknown {
    const widget = new this.field.hidden_widget()
    if (widget.value_omitted_from_data(this.form.data, this.form.files, this.html_initial_name)) {
      return this.value()
    }
    return this.form._widget_data_value(widget, this.html_initial_name)
  }

  as_text(options: AsWidgetOptions = {}): SafeString {
    return this.as_widget(new TextInput(), options)
  }

  as_textarea(options: AsWidgetOptions = {}): SafeString {
    return this.as_widget(new Textarea(), options)
  }

  as_hidden(options: AsWidgetOptions = {}): SafeString {
    return this.as_widget(new this.field.hidden_widget(), options)
  }

  /** What was submitted; null where nothing was. */
  get data(): unknown {
    return this.form._widget_data_value(this.field.widget, this.html_name)
  }

  /** What the widget shows: the submitted data of a bound form, else the initial value. */
  value(): unknown {
    const data = this.form.is_bound ? this.field.bound_data(this.data, this.initial) : this.initial
    return this.field.prepare_value(data)
  }

  get initial(): unknown {
    this.#initial ??= { value: this.form.get_initial_for_field(this.field, this.name) }
    return this.#initial.value
  }

  _has_changed(): boolean {
    const { field } = this
    if (!field.show_hidden_initial) return field.has_changed(this.initial, this.data)
    const hidden = this.form._widget_data_value(new field.hidden_widget(), this.html_initial_name)
    try {
      return field.has_changed(field.to_python(hidden), this.data)
    } catch (error) {
      if (error instanceof ValidationError) return true
      throw error
    }
  }

  /** `<label>` around `contents` or the field's label; only the text where there is no id to point at. */
  label_tag(contents: unknown = null, options: LabelOptions = {}): SafeString {
    const { label_suffix = null, tag = null } = options
    let { attrs = null } = options
    const suffix = label_suffix ?? this.field.label_suffix ?? this.form.label_suffix
    const id = this.widgetId()
    if (id !== '') {
      const target = this.field.widget.id_for_label(id)
      if (target !== '') attrs = { ...attrs, for: target }
      const { required_css_class } = this.form
      if (this.field.required && required_css_class !== undefined) {
        const classes = [attrs?.class, required_css_class].filter((name) => name !== undefined)
        attrs = { ...attrs, class: classes.map(str).join(' ') }
      }
    }
    const label = withSuffix(truthy(contents) ? contents : this.label, suffix)
    const context = { field: this, label, attrs, use_tag: id !== '', tag: tag ?? 'label' }
    return this.form.render(this.form.template_name_label, context)
  }

  legend_tag(contents: unknown = null, options: LabelOptions = {}): SafeString {
    return this.label_tag(contents, { ...options, tag: 'legend' })
  }

  /** The CSS classes of the row, sorted: Django's own order is that of a set. */
  css_classes(extra_classes: unknown = null): string {
    const given = isString(extra_classes) ? str(extra_classes).split(/\s+/) : extra_classes
    const classes = new Set([...iterate(given ?? [])].map(str).filter((name) => name !== ''))
    const { error_css_class, required_css_class } = this.form
    if (truthy(this.errors) && error_css_class !== undefined) classes.add(error_css_class)
    if (this.field.required && required_css_class !== undefined) classes.add(required_css_class)
    return [...classes].sort(compareText).join(' ')
  }

  get is_hidden(): boolean {
    return this.field.widget.is_hidden
  }

  /** The widget's id by the form's `auto_id`; '' where it gives none. */
  get auto_id(): string {
    const { auto_id } = this.form
    const pattern = str(auto_id)
    if (truthy(auto_id) && pattern.includes('%s')) return pattern.replaceAll('%s', this.html_name)
    return truthy(auto_id) ? this.html_name : ''
  }

  private widgetId(): string {
    const { id } = this.field.widget.attrs
    return truthy(id) ? str(id) : this.auto_id
  }

  get id_for_label(): string {
    return this.field.widget.id_for_label(this.widgetId())
  }

  /** Adds what the field demands: required, disabled, and what a screen reader needs. */
  build_widget_attrs(attrs: Attrs, widget: Widget | null = null): Attrs {
    const drawn = widget ?? this.field.widget
    const own: Attrs = { ...attrs }
    const shows = drawn.use_required_attribute(this.initial)
    if (shows && this.field.required && this.form.use_required_attribute) {
      if (!this.requireParts(drawn)) own.required = true
    }
    if (this.field.disabled) own.disabled = true
    if (!drawn.is_hidden && truthy(this.errors)) own['aria-invalid'] = 'true'
    if (!truthy(own['aria-describedby']) && !this.use_fieldset) {
      const describedBy = this.aria_describedby
      if (truthy(describedBy)) own['aria-describedby'] = describedBy
    }
    return own
  }

  /** A field of several parts that need not all be filled in marks the parts instead. */
  private requireParts(drawn: Widget): boolean {
    const { require_all_fields, fields } = this.field as {
      require_all_fields?: boolean
      fields?: readonly Field[]
    }
    const isMulti = this.field.widget instanceof MultiWidget && drawn instanceof MultiWidget
    if (require_all_fields !== false || !isMulti) return false
    drawn.widgets.forEach((part, index) => {
      const partRequired = fields?.[index]?.required === true
      part.attrs.required = part.use_required_attribute(this.initial) && partRequired
    })
    return true
  }

  /** Ids of help text and errors; null where the widget says itself. */
  get aria_describedby(): string | null {
    if (truthy(this.field.widget.attrs['aria-describedby'])) return null
    if (this.auto_id === '' || this.is_hidden) return ''
    const ids: string[] = []
    if (truthy(this.help_text)) ids.push(`${this.auto_id}_helptext`)
    if (truthy(this.errors)) ids.push(`${this.auto_id}_error`)
    return ids.join(' ')
  }

  /** `textinput` is `text`, for CSS. */
  get widget_type(): string {
    return class_name(this.field.widget.constructor)
      .toLowerCase()
      .replace(/widget$|input$/, '')
  }

  get use_fieldset(): boolean {
    return this.field.widget.use_fieldset
  }
}

/** Labels that end in punctuation get no suffix. */
function withSuffix(label: unknown, suffix: string): unknown {
  if (suffix === '' || !truthy(label) || ':?.!'.includes(str(label).slice(-1))) return label
  return format_html('{}{}', label, suffix)
}
