/**
 * Responses that are rendered late: template and context can still be changed by middleware
 * (`process_template_response`) after the view has returned. Database queries of the template run then, too.
 *
 * Django: django/template/response.py, ref/template-response
 * Left out: pickling.
 */
import { callWithKwargs } from '../../base/kwargs.ts'
import { Exception } from '../../base/python/exceptions.ts'
import { isString } from '../../base/python/safe_string.ts'
import type { Bytes } from '../../base/python/bytes.ts'
import { HttpResponse } from '../http/response.ts'
import type { BackendTemplate } from './backends/base.ts'
import { get_template, select_template } from './loader.ts'

export class ContentNotRenderedError extends Exception {}

export interface TemplateResponseOptions {
  readonly content_type?: string | null
  readonly status?: number | null
  readonly charset?: string | null
  readonly using?: string | null
  readonly headers?: unknown
}

export class SimpleTemplateResponse extends HttpResponse {
  /** A name, a list of names, or a template. */
  template_name: unknown
  context_data: unknown
  readonly using: string | null
  _request: unknown = null
  /** Reset after the constructor of HttpResponse has set an empty content. */
  _is_rendered = false
  _post_render_callbacks: unknown[] = []

  constructor(template: unknown, context: unknown = null, options: TemplateResponseOptions = {}) {
    const { using = null, ...rest } = options
    super('', rest)
    this.template_name = template
    this.context_data = context
    this.using = using
  }

  resolve_template(template: unknown): BackendTemplate {
    const { using } = this
    if (Array.isArray(template)) return select_template(template, { using })
    if (isString(template)) return get_template(String(template), { using })
    return template as BackendTemplate
  }

  resolve_context(context: unknown): unknown {
    return context
  }

  /** Rendered anew at each reading. */
  get rendered_content(): unknown {
    const template = this.resolve_template(this.template_name)
    return template.render(this.resolve_context(this.context_data), this._request)
  }

  /** Called with the response once it is rendered; at once when it is already. */
  add_post_render_callback(callback: unknown): void {
    if (this._is_rendered) callWithKwargs(callback, [this])
    else this._post_render_callbacks.push(callback)
  }

  /** Renders the first time only. A callback may answer with another response. */
  render(): unknown {
    let response: unknown = this
    if (this._is_rendered) return response
    this.content = this.rendered_content
    for (const callback of this._post_render_callbacks) {
      response = callWithKwargs(callback, [response]) ?? response
    }
    return response
  }

  get is_rendered(): boolean {
    return this._is_rendered
  }

  override get content(): Bytes {
    if (!this._is_rendered) {
      throw new ContentNotRenderedError(
        'The response content must be rendered before it can be accessed.',
      )
    }
    return super.content
  }

  override set content(value: unknown) {
    super.content = value
    this._is_rendered = true
  }

  /** @throws {ContentNotRenderedError} */
  override __deepcopy__(): this {
    const bare = { template_name: null, context_data: null, _request: null }
    return Object.assign(super.__deepcopy__(), bare, { _post_render_callbacks: [] })
  }

  override [Symbol.iterator](): Iterator<Bytes> {
    if (!this._is_rendered) {
      throw new ContentNotRenderedError(
        'The response content must be rendered before it can be iterated over.',
      )
    }
    return super[Symbol.iterator]()
  }
}

export class TemplateResponse extends SimpleTemplateResponse {
  constructor(
    request: unknown,
    template: unknown,
    context: unknown = null,
    options: TemplateResponseOptions = {},
  ) {
    super(template, context, options)
    this._request = request
  }
}
