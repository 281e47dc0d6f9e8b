/**
 * What every template engine can do, whichever language its templates are in.
 *
 * Django: django/template/backends/base.py
 */
import type { Origin } from '../origin.ts'

/** A compiled template of any engine. */
export interface BackendTemplate {
  readonly origin: Origin
  render(context?: unknown, request?: unknown): unknown
}

export interface Backend {
  readonly name: string
  from_string(template_code: string): BackendTemplate
  /** @throws {TemplateDoesNotExist} */
  get_template(template_name: string): BackendTemplate
}
