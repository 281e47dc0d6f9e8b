/**
 * A part of a field's widget as a template gets it: `{% for radio in form.size %}`.
 *
 * Django: django/forms/boundfield.py (BoundWidget), ref/forms/widgets#radioselect
 */
import type { SafeString } from '../../base/python/safe_string.ts'
import type { Renderer } from './renderers.ts'
import type { Widget, WidgetData } from './widgets/base.ts'

/** One part of a widget, such as one radio button. */
export class BoundWidget {
  constructor(
    readonly parent_widget: Widget,
    readonly data: WidgetData,
    readonly renderer: Renderer,
  ) {}

  __str__(): SafeString {
    return this.tag({ wrap_label: true })
  }

  __html__(): SafeString {
    return this.__str__()
  }

  tag({ wrap_label = false }: { wrap_label?: boolean } = {}): SafeString {
    const context = { widget: { ...this.data, wrap_label } }
    return this.parent_widget._render(this.template_name, context, this.renderer)
  }

  get template_name(): string {
    return 'template_name' in this.data ? this.data.template_name : this.parent_widget.template_name
  }

  get id_for_label(): unknown {
    return this.data.attrs.id ?? null
  }

  get choice_label(): unknown {
    return this.data.label
  }
}
