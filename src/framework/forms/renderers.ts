/**
 * Who draws forms: an engine of its own that knows Django's form templates (templates.ts) and after them the apps', or,
 * with TemplatesSetting, the project's own engines.
 *
 * Django: django/forms/renderers.py, ref/forms/renderers
 * Left out: the Jinja2 renderer.
 */
import { NotImplementedError } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { exposeStatics } from '../../base/python/statics.ts'
import { settings } from '../conf/index.ts'
import { Engine } from '../template/engine.ts'
import { get_template } from '../template/loader.ts'
import { import_string } from '../utils/module_loading.ts'
import { FORM_TEMPLATES } from './templates.ts'

/** What can render by name with a plain context. */
interface FormTemplate {
  render(context: object): unknown
}

export class BaseRenderer {
  static form_template_name = 'django/forms/div.html'
  static formset_template_name = 'django/forms/formsets/div.html'
  static field_template_name = 'django/forms/field.html'
  static bound_field_class: unknown = null
  declare form_template_name: string
  declare formset_template_name: string
  declare field_template_name: string
  declare bound_field_class: never

  constructor() {
    exposeStatics(new.target)
  }

  get_template(_template_name: string): FormTemplate {
    throw new NotImplementedError('subclasses must implement get_template()')
  }

  /** The template's output without blanks around. */
  render(template_name: string, context: object): string {
    return str(this.get_template(template_name).render(context)).trim()
  }
}

export type Renderer = BaseRenderer

export class DjangoTemplates extends BaseRenderer {
  private readonly engine = new Engine([], false, {
    loaders: [
      [
        'django.template.loaders.cached.Loader',
        [
          ['django.template.loaders.locmem.Loader', FORM_TEMPLATES],
          'django.template.loaders.app_directories.Loader',
        ],
      ],
    ],
  })

  override get_template(template_name: string): FormTemplate {
    return { render: (context) => this.engine.render_to_string(template_name, context) }
  }
}

/** Forms drawn by the engines of settings.TEMPLATES. */
export class TemplatesSetting extends BaseRenderer {
  override get_template(template_name: string): FormTemplate {
    return get_template(template_name)
  }
}

let renderer: Renderer | null = null
let generation = -1

/** Of settings.FORM_RENDERER; one for as long as the settings stay. */
export function get_default_renderer(): Renderer {
  if (renderer === null || generation !== settings.generation) {
    generation = settings.generation
    const Class =
      settings.FORM_RENDERER === 'django.forms.renderers.DjangoTemplates'
        ? DjangoTemplates
        : (import_string(settings.FORM_RENDERER) as new () => Renderer)
    renderer = new Class()
  }
  return renderer
}
