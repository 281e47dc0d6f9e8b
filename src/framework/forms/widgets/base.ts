/**
 * A widget draws one field as HTML and reads its value back from the submitted data. Class attributes (`template_name`,
 * `input_type`, `Media`) are `static`, read through the instance.
 *
 * Django: django/forms/widgets.py (Widget, Input), ref/forms/widgets
 */
import { linksOf } from '../../../base/python/mixin.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { str } from '../../../base/python/protocols.ts'
import { mark_safe, SafeString } from '../../../base/python/safe_string.ts'
import { exposeStatics } from '../../../base/python/statics.ts'
import { localize_input } from '../../utils/formats.ts'
import { get_default_renderer, type Renderer } from '../renderers.ts'
import { Media, mediaOf } from './media.ts'

/** HTML attributes by name: true is written without a value, false not at all. */
export type Attrs = Record<string, unknown>

/** What a widget's template finds as `widget`. */
export interface WidgetData extends Record<string, unknown> {
  attrs: Attrs
  value: unknown
  template_name: string
}

export interface WidgetContext {
  widget: WidgetData
}

export interface WidgetOptions {
  readonly attrs?: Attrs | null
}

export interface RenderOptions {
  readonly attrs?: Attrs | null
  readonly renderer?: Renderer | null
}

export class Widget {
  static is_localized = false
  static is_required = false
  static supports_microseconds = true
  static use_fieldset = false
  declare is_localized: boolean
  declare is_required: boolean
  declare supports_microseconds: boolean
  declare use_fieldset: boolean
  declare template_name: string
  attrs: Attrs

  constructor({ attrs = null }: WidgetOptions = {}) {
    exposeStatics(new.target)
    this.attrs = { ...attrs }
  }

  get needs_multipart_form(): boolean {
    return false
  }

  get is_hidden(): boolean {
    return (this as { input_type?: unknown }).input_type === 'hidden'
  }

  /** Every class's own `Media`, the nearest class last. */
  get media(): Media {
    return linksOf(this.constructor).reduceRight(
      (media, cls) =>
        mediaOf(Object.hasOwn(cls, 'Media') ? (cls as { Media?: unknown }).Media : null, media),
      new Media(),
    )
  }

  /** A copy that can be changed without changing this: forms copy their class's fields. */
  __deepcopy__(): this {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this)
    copy.attrs = { ...this.attrs }
    return copy
  }

  /** The parts that can be drawn on their own; choices have several. */
  *subwidgets(name: string, value: unknown, attrs: Attrs | null = null): Iterable<WidgetData> {
    yield this.get_context(name, value, attrs).widget
  }

  /** The value as it stands in the template; null where there is none. */
  format_value(value: unknown): unknown {
    if (value === '' || value === null || value === undefined) return null
    if (this.is_localized) return localize_input(value)
    return value instanceof SafeString ? value : str(value)
  }

  get_context(name: string, value: unknown, attrs: Attrs | null): WidgetContext {
    return {
      widget: {
        name,
        is_hidden: this.is_hidden,
        required: this.is_required,
        value: this.format_value(value),
        attrs: this.build_attrs(this.attrs, attrs),
        template_name: this.template_name,
      },
    }
  }

  render(
    name: string,
    value: unknown,
    { attrs = null, renderer = null }: RenderOptions = {},
  ): SafeString {
    return this._render(this.template_name, this.get_context(name, value, attrs), renderer)
  }

  _render(template_name: string, context: object, renderer: Renderer | null = null): SafeString {
    return mark_safe((renderer ?? get_default_renderer()).render(template_name, context))
  }

  build_attrs(base_attrs: Attrs, extra_attrs: Attrs | null = null): Attrs {
    return { ...base_attrs, ...extra_attrs }
  }

  /** @returns null where the data has no such name */
  value_from_datadict(data: unknown, _files: unknown, name: string): unknown {
    return valueOf(data, name)
  }

  value_omitted_from_data(data: unknown, _files: unknown, name: string): boolean {
    return !mapping.has(data, name)
  }

  /** The id that a label points at; '' where it points at nothing. */
  id_for_label(id: string): string {
    return id
  }

  use_required_attribute(_initial: unknown): boolean {
    return !this.is_hidden
  }
}

/** `data.get(name)`: of a QueryDict the last value. */
export function valueOf(data: unknown, name: string): unknown {
  const { get } = data as { get?: unknown }
  if (typeof get === 'function' && !mapping.isPlainObject(data)) {
    return (get as (key: string) => unknown).call(data, name) ?? null
  }
  return mapping.get(data, name) ?? null
}

/** `data.getlist(name)` where there is such a method, else `data.get(name)`. */
export function valuesOf(data: unknown, name: string): unknown {
  const { getlist } = data as { getlist?: unknown }
  if (typeof getlist === 'function') return (getlist as (key: string) => unknown).call(data, name)
  return valueOf(data, name)
}

/** Base of all `<input>`s. */
export class Input extends Widget {
  static input_type: string | null = null
  static template_name = 'django/forms/widgets/input.html'
  declare input_type: string | null

  /** `attrs.type` replaces the class's own type. */
  constructor({ attrs = null }: WidgetOptions = {}) {
    const { type, ...rest } = attrs ?? {}
    super({ attrs: rest })
    if (attrs !== null && 'type' in attrs) this.input_type = str(type)
  }

  override get_context(name: string, value: unknown, attrs: Attrs | null): WidgetContext {
    const context = super.get_context(name, value, attrs)
    context.widget.type = this.input_type
    return context
  }
}
