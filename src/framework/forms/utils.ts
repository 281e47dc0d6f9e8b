/**
 * What forms, fields and their errors share: errors that draw themselves, HTML attributes, times of the current zone.
 *
 * Django: django/forms/utils.py, ref/forms/api#how-errors-are-displayed
 */
import { datetime } from '../../base/python/datetime.ts'
import { IndexError, TypeError, ValueError } from '../../base/python/exceptions.ts'
import * as json from '../../base/python/json.ts'
import { isInt } from '../../base/python/float.ts'
import { compareText, eq, iterate, repr, str, type_name } from '../../base/python/protocols.ts'
import type { SafeString } from '../../base/python/safe_string.ts'
import { mark_safe } from '../../base/python/safe_string.ts'
import { settings } from '../conf/index.ts'
import { ValidationError } from '../core/exceptions.ts'
import { escape, format_html_join } from '../utils/html.ts'
import * as timezone from '../utils/timezone.ts'
import { get_default_renderer, type Renderer } from './renderers.ts'

/** `first_name` → `First name`. */
export function pretty_name(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1).toLowerCase()
}

/**
 * Attributes as HTML, each with a blank in front, values escaped: sorted by name, those without a value last.
 * true is written as the name alone; false and null not at all.
 */
export function flatatt(attrs: Readonly<Record<string, unknown>>): SafeString {
  const sorted = Object.entries(attrs).sort(([a], [b]) => compareText(a, b))
  const valued = sorted.filter(([, value]) => typeof value !== 'boolean' && value !== null)
  const flags = sorted.filter(([, value]) => value === true).map(([name]) => [name])
  const html =
    str(format_html_join('', ' {}="{}"', valued)) + str(format_html_join('', ' {}', flags))
  return mark_safe(html)
}

/** Something drawn by a template: forms, formsets, bound fields, errors. */
export abstract class Renderable {
  declare renderer: Renderer
  abstract get template_name(): string
  abstract get_context(): object

  /** @param template_name  instead of the object's own */
  render(
    template_name: string | null = null,
    context: object | null = null,
    renderer: Renderer | null = null,
  ): SafeString {
    const chosen = renderer ?? this.renderer
    return mark_safe(
      chosen.render(template_name ?? this.template_name, context ?? this.get_context()),
    )
  }

  /** Safe text, as Python's `str(form)` is. */
  __str__(): SafeString {
    return this.render()
  }

  __html__(): SafeString {
    return this.__str__()
  }
}

/** One error for programs. */
export interface ErrorData {
  readonly message: string | SafeString
  readonly code: string
}

export interface ErrorOptions {
  readonly renderer?: Renderer | null
}

/** The errors of a form: field name → ErrorList. */
export class ErrorDict extends Renderable {
  static template_name = 'django/forms/errors/dict/default.html'
  static template_name_text = 'django/forms/errors/dict/text.txt'
  static template_name_ul = 'django/forms/errors/dict/ul.html'
  readonly #lists = new Map<string, ErrorList>()

  constructor({ renderer = null }: ErrorOptions = {}) {
    super()
    this.renderer = renderer ?? get_default_renderer()
  }

  get template_name(): string {
    return (this.constructor as typeof ErrorDict).template_name
  }

  get(field: string, fallback: ErrorList | null = null): ErrorList | null {
    return this.#lists.get(field) ?? fallback
  }

  set(field: string, errors: ErrorList): void {
    this.#lists.set(field, errors)
  }

  keys(): IterableIterator<string> {
    return this.#lists.keys()
  }

  values(): ErrorList[] {
    return [...this.#lists.values()]
  }

  items(): [string, ErrorList][] {
    return [...this.#lists]
  }

  __getitem__(field: string): ErrorList | undefined {
    return this.#lists.get(field)
  }

  __setitem__(field: string, errors: ErrorList): void {
    this.#lists.set(field, errors)
  }

  __contains__(field: string): boolean {
    return this.#lists.has(field)
  }

  __len__(): number {
    return this.#lists.size
  }

  *__iter__(): Iterator<string> {
    yield* this.#lists.keys()
  }

  __repr__(): string {
    return repr(new Map(this.#lists))
  }

  /** Field → the ValidationErrors themselves. */
  as_data(): Record<string, ValidationError[]> {
    return Object.fromEntries(this.items().map(([field, errors]) => [field, errors.as_data()]))
  }

  get_json_data(escape_html = false): Record<string, ErrorData[]> {
    return Object.fromEntries(
      this.items().map(([field, errors]) => [field, errors.get_json_data(escape_html)]),
    )
  }

  as_json(escape_html = false): string {
    return json.dumps(this.get_json_data(escape_html))
  }

  as_text(): SafeString {
    return this.render((this.constructor as typeof ErrorDict).template_name_text)
  }

  as_ul(): SafeString {
    return this.render((this.constructor as typeof ErrorDict).template_name_ul)
  }

  get_context(): object {
    return { errors: this.items(), error_class: 'errorlist' }
  }
}

export interface ErrorListOptions extends ErrorOptions {
  /** Added to the CSS class `errorlist`. */
  readonly error_class?: string | null
  /** The id of the field whose errors these are. */
  readonly field_id?: string | null
}

/** The errors of one field, or of none; reads as a list of texts. */
export class ErrorList extends Renderable {
  static template_name = 'django/forms/errors/list/default.html'
  static template_name_text = 'django/forms/errors/list/text.txt'
  static template_name_ul = 'django/forms/errors/list/ul.html'
  /** Texts and ValidationErrors as they were added. */
  readonly data: unknown[]
  error_class: string
  readonly field_id: string | null

  constructor(initlist: unknown = null, options: ErrorListOptions = {}) {
    super()
    this.data = initlist === null ? [] : [...dataOf(initlist)]
    const { error_class = null, renderer = null, field_id = null } = options
    this.error_class = error_class === null ? 'errorlist' : `errorlist ${error_class}`
    this.renderer = renderer ?? get_default_renderer()
    this.field_id = field_id
  }

  get template_name(): string {
    return (this.constructor as typeof ErrorList).template_name
  }

  append(error: unknown): void {
    this.data.push(error)
  }

  extend(errors: unknown): void {
    this.data.push(...dataOf(errors))
  }

  copy(): ErrorList {
    const copy = new (this.constructor as typeof ErrorList)(this.data, { renderer: this.renderer })
    copy.error_class = this.error_class
    return copy
  }

  /** @throws {TypeError} the index is no number, @throws {IndexError} there are fewer errors */
  __getitem__(index: unknown): unknown {
    if (!isInt(index)) {
      throw new TypeError(`list indices must be integers or slices, not ${type_name(index)}`)
    }
    const error = this.data.at(Number(index))
    if (error === undefined) throw new IndexError('list index out of range')
    return error instanceof ValidationError ? error.messages[0] : error
  }

  /** The texts. */
  private texts(): unknown[] {
    return this.data.map((_, index) => this.__getitem__(index))
  }

  __len__(): number {
    return this.data.length
  }

  *__iter__(): Iterator<unknown> {
    yield* this.texts()
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.__iter__()
  }

  __contains__(error: unknown): boolean {
    return this.texts().some((text) => eq(text, error))
  }

  __eq__(other: unknown): boolean {
    return eq(this.texts(), other instanceof ErrorList ? other.texts() : other)
  }

  __repr__(): string {
    return repr(this.texts())
  }

  as_data(): ValidationError[] {
    return new ValidationError(this.data).error_list ?? []
  }

  get_json_data(escape_html = false): ErrorData[] {
    return this.as_data().map((error) => {
      const message = error.messages[0] ?? ''
      return { message: escape_html ? escape(message) : message, code: error.code ?? '' }
    })
  }

  as_json(escape_html = false): string {
    return json.dumps(this.get_json_data(escape_html))
  }

  as_text(): SafeString {
    return this.render((this.constructor as typeof ErrorList).template_name_text)
  }

  as_ul(): SafeString {
    return this.render((this.constructor as typeof ErrorList).template_name_ul)
  }

  get_context(): object {
    return { errors: this, error_class: this.error_class }
  }
}

function dataOf(errors: unknown): Iterable<unknown> {
  return errors instanceof ErrorList ? errors.data : iterate(errors)
}

/**
 * A naive datetime as one of the current time zone.
 * @throws {ValidationError} the clock shows that time twice or never there
 */
export function from_current_timezone(value: unknown): unknown {
  if (!settings.USE_TZ || !(value instanceof datetime) || !timezone.is_naive(value)) return value
  const zone = timezone.get_current_timezone()
  try {
    if (timezone._datetime_ambiguous_or_imaginary(value, zone)) {
      throw new ValueError('Ambiguous or non-existent time.')
    }
    return timezone.make_aware(value, zone)
  } catch (cause) {
    const error = new ValidationError(
      '%(datetime)s couldn’t be interpreted in time zone %(current_timezone)s; it may be ambiguous or it may not exist.',
      { code: 'ambiguous_timezone', params: { datetime: value, current_timezone: zone } },
    )
    error.__cause__ = cause
    throw error
  }
}

/** An aware datetime as the naive one that the current time zone's clock shows. */
export function to_current_timezone(value: unknown): unknown {
  const isAware = settings.USE_TZ && value instanceof datetime && timezone.is_aware(value)
  return isAware ? timezone.make_naive(value) : value
}
