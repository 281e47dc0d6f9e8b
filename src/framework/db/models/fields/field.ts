/**
 * What all fields share: their place in a model, defaults, validation, and the road of a value: `to_python` (from
 * anything), `get_prep_value` (to what queries hold), `get_db_prep_value` (to what the database stores).
 *
 * Django: Field in django/db/models/fields/__init__.py, ref/models/fields
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { callWithKwargs, isCallable } from '../../../../base/kwargs.ts'
import { NotImplementedError, TypeError } from '../../../../base/python/exceptions.ts'
import { isPlainObject } from '../../../../base/python/mapping.ts'
import { eq, iterate, len, str } from '../../../../base/python/protocols.ts'
import { Tuple } from '../../../../base/python/tuple.ts'
import { ValidationError } from '../../../core/exceptions.ts'
import { bindArguments, type Options } from '../arguments.ts'
import { plainChoice } from '../enums.ts'
import { hasSql, isExpression, late } from '../late.ts'
import { RegisterLookupMixin } from '../lookup_registry.ts'
import { BlankChoiceIterator } from '../../../utils/choices.ts'
import { BLANK_CHOICE_DASH, makeFormField } from './formfield.ts'

/** The parameters that every field has, in Django's order. */
export const FIELD_PARAMETERS = [
  'verbose_name',
  'name',
  'primary_key',
  'max_length',
  'unique',
  'blank',
  'null',
  'db_index',
  'rel',
  'default',
  'editable',
  'serialize',
  'unique_for_date',
  'unique_for_month',
  'unique_for_year',
  'choices',
  'help_text',
  'db_column',
  'db_tablespace',
  'auto_created',
  'validators',
  'error_messages',
  'db_comment',
  'db_default',
]

/** Values that count as "nothing was entered". */
export function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return (Array.isArray(value) || isPlainObject(value)) && len(value) === 0
}

let created = 0
let autoCreated = -1

export class Field extends RegisterLookupMixin {
  static default_error_messages: Record<string, string> = {
    invalid_choice: 'Value %(value)r is not a valid choice.',
    null: 'This field cannot be null.',
    blank: 'This field cannot be blank.',
    unique: '%(model_name)s with this %(field_label)s already exists.',
    unique_for_date: '%(field_label)s must be unique for %(date_field_label)s %(lookup_type)s.',
  }

  // set when the field joins a model
  model: any = null
  attname!: string
  column: string | null = null
  concrete = false
  name: any
  verbose_name: any

  readonly primary_key: boolean
  readonly max_length: number | null
  readonly is_unique: boolean
  blank: boolean
  null: boolean
  remote_field: any
  readonly is_relation: boolean
  readonly default: unknown
  editable: boolean
  readonly serialize: boolean
  readonly unique_for_date: string | null
  readonly unique_for_month: string | null
  readonly unique_for_year: string | null
  choices: any
  readonly help_text: unknown
  db_index: boolean
  readonly db_column: string | null
  /** What the database puts into a row that says nothing; undefined: there is none. */
  readonly db_default: unknown
  readonly db_comment: string | null
  readonly db_tablespace: string | null
  readonly auto_created: boolean
  readonly creation_counter: number
  private readonly own_validators: readonly unknown[]
  private readonly own_error_messages: Record<string, string>
  /** The arguments, for copies in other models. */
  readonly constructor_args: readonly unknown[]

  many_to_many: boolean | null = null
  many_to_one: boolean | null = null
  one_to_many: boolean | null = null
  one_to_one: boolean | null = null
  hidden = false
  readonly generated: boolean = false

  constructor(...args: unknown[]) {
    super()
    this.constructor_args = args
    const options = bindArguments(
      args,
      this.parameters,
      `${class_name(this.constructor)}.__init__()`,
    )
    this.name = options['name'] ?? null
    this.verbose_name = options['verbose_name'] ?? null
    this.primary_key = options['primary_key'] ?? false
    this.max_length = options['max_length'] ?? null
    this.is_unique = options['unique'] ?? false
    this.blank = options['blank'] ?? false
    this.null = options['null'] ?? false
    this.remote_field = options['rel'] ?? null
    this.is_relation = this.remote_field !== null
    this.choices = normalizeChoices(options['choices'] ?? null)
    this.default = plainChoice(options['default'])
    this.editable = options['editable'] ?? true
    this.serialize = options['serialize'] ?? true
    this.unique_for_date = options['unique_for_date'] ?? null
    this.unique_for_month = options['unique_for_month'] ?? null
    this.unique_for_year = options['unique_for_year'] ?? null
    this.help_text = options['help_text'] ?? ''
    this.db_index = options['db_index'] ?? false
    this.db_column = options['db_column'] ?? null
    this.db_default = options['db_default']
    this.db_comment = options['db_comment'] ?? null
    this.db_tablespace = options['db_tablespace'] ?? null
    this.auto_created = options['auto_created'] ?? false
    this.own_validators = options['validators'] ?? []
    this.own_error_messages = options['error_messages'] ?? {}
    this.creation_counter = this.auto_created ? autoCreated-- : created++
    this.take(options)
  }

  /** Names a subclass adds to the parameters. */
  get parameters(): readonly string[] {
    return FIELD_PARAMETERS
  }

  /** Reads a subclass's own parameters; runs while the field is made. */
  protected take(_options: Options): void {}

  /** Whether an empty string is a value of this field rather than its absence. */
  get empty_strings_allowed(): boolean {
    return true
  }

  get default_validators(): readonly unknown[] {
    return []
  }

  get unique(): boolean {
    return this.is_unique || this.primary_key
  }

  get related_model(): any {
    return null
  }

  get flatchoices(): [unknown, unknown][] {
    return (this.choices ?? []).flatMap(([value, label]: [unknown, unknown]) =>
      Array.isArray(label) ? label : [[value, label]],
    )
  }

  get validators(): readonly unknown[] {
    return [...this.default_validators, ...this.own_validators]
  }

  get error_messages(): Record<string, string> {
    const chain: Record<string, string>[] = []
    for (
      let cls: any = this.constructor;
      cls?.default_error_messages;
      cls = Object.getPrototypeOf(cls)
    )
      chain.unshift(cls.default_error_messages)
    return Object.assign({}, ...chain, this.own_error_messages)
  }

  /** A field of the same arguments that belongs to no model yet; keeps its place in the order. */
  clone(): this {
    const copy = new (this.constructor as any)(...this.constructor_args)
    copy.creation_counter = this.creation_counter
    return copy
  }

  set_attributes_from_name(name: string): void {
    this.name = this.name ?? name
    ;[this.attname, this.column] = this.get_attname_column()
    this.concrete = this.column !== null
    if (this.verbose_name === null) this.verbose_name = this.name.replaceAll('_', ' ')
  }

  contribute_to_class(cls: any, name: string): void {
    this.set_attributes_from_name(name)
    this.model = cls
    cls._meta.add_field(this)
    if (this.choices !== null) {
      const method = `get_${this.name}_display`
      if (!(method in cls.prototype)) {
        const field = this
        cls.prototype[method] = function (this: any) {
          return this._get_FIELD_display(field)
        }
      }
    }
  }

  get_attname(): string {
    return this.name
  }

  get_attname_column(): [string, string | null] {
    const attname = this.get_attname()
    return [attname, this.db_column ?? attname]
  }

  get_internal_type(): string {
    return class_name(this.constructor)
  }

  /** Column type, or null for fields without a column. */
  db_type(connection: any): string | null {
    return connection.column_type(this)
  }

  /** Column type of a foreign key to this field. */
  rel_db_type(connection: any): string | null {
    return connection.column_type(this)
  }

  db_type_suffix(connection: any): string | null {
    return connection.data_types_suffix[this.get_internal_type()] ?? null
  }

  db_check(connection: any): string | null {
    return connection.column_check(this)
  }

  cast_db_type(connection: any): string | null {
    return connection.ops.cast_data_types[this.get_internal_type()] ?? this.db_type(connection)
  }

  get_col(alias: string | null, output_field: Field | null = null): any {
    if (alias === this.model._meta.db_table && (output_field === null || output_field === this))
      return (this.cached_col ??= new late.Col(alias, this))
    return new late.Col(alias, this, output_field)
  }
  private cached_col?: any

  select_format(_compiler: any, sql: string, params: unknown[]): [string, unknown[]] {
    return [sql, params]
  }

  /** Functions (value, expression, connection) → value for what comes out of the database. */
  get_db_converters(connection: any): any[] {
    const from_db_value = (this as any).from_db_value
    return typeof from_db_value === 'function'
      ? [
          (value: unknown, expression: unknown) =>
            from_db_value.call(this, value, expression, connection),
        ]
      : []
  }

  has_default(): boolean {
    return this.default !== undefined
  }

  has_db_default(): boolean {
    return this.db_default !== undefined
  }

  /** `db_default` as an expression; null: there is none. */
  get db_default_expression(): any {
    if (!this.has_db_default()) return null
    return isExpression(this.db_default) ? this.db_default : new late.Value(this.db_default, this)
  }

  get_default(): unknown {
    if (this.has_default())
      return isCallable(this.default) ? callWithKwargs(this.default, []) : this.default
    if (this.has_db_default()) return new late.DatabaseDefault(this.db_default_expression, this)
    return !this.empty_strings_allowed || this.null ? null : ''
  }

  to_python(value: unknown): any {
    return value
  }

  get_prep_value(value: unknown): any {
    return value
  }

  get_db_prep_value(value: unknown, _connection: any, prepared = false): any {
    return prepared ? value : this.get_prep_value(value)
  }

  get_db_prep_save(value: unknown, connection: any): any {
    return hasSql(value) ? value : this.get_db_prep_value(value, connection, false)
  }

  /** The value to store; fields that set themselves (auto_now, files) do it here. */
  pre_save(instance: any, _add: boolean): any {
    const value = instance[this.attname]
    return value instanceof late.DatabaseDefault ? this.db_default_expression : value
  }

  get_pk_value_on_save(_instance: any): any {
    return this.has_default() ? this.get_default() : null
  }

  value_from_object(obj: any): unknown {
    return obj[this.attname]
  }

  value_to_string(obj: any): string {
    return str(this.value_from_object(obj))
  }

  save_form_data(instance: any, data: unknown): void {
    instance[this.name] = data
  }

  /** The form field that edits this one; null where a form leaves it out. */
  formfield(options: Options = {}): any {
    return makeFormField(this, options)
  }

  /** Choices for a form, the blank one in front. */
  get_choices(options: Options = {}): any {
    const { include_blank = true, blank_choice = BLANK_CHOICE_DASH } = options
    return include_blank ? new BlankChoiceIterator(this.choices, blank_choice) : this.choices
  }

  run_validators(value: unknown): void {
    if (isEmptyValue(value)) return
    const errors: ValidationError[] = []
    for (const validator of this.validators) {
      try {
        callWithKwargs(validator, [value])
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error
        const own =
          error.code === undefined || error.code === null
            ? undefined
            : this.error_messages[error.code]
        if (own !== undefined) error.message = own
        errors.push(...(error.error_list ?? []))
      }
    }
    if (errors.length > 0) throw new ValidationError(errors)
  }

  validate(value: unknown, _instance: any): void {
    if (!this.editable) return
    if (this.choices !== null && !isEmptyValue(value)) {
      if (this.flatchoices.some(([key]) => eq(key, value))) return
      throw this.error('invalid_choice', { value })
    }
    if (value === null && !this.null) throw this.error('null')
    if (!this.blank && isEmptyValue(value)) throw this.error('blank')
  }

  /** The value as this field's type, or a ValidationError. */
  clean(value: unknown, instance: any): any {
    const python = this.to_python(value)
    this.validate(python, instance)
    this.run_validators(python)
    return python
  }

  protected error(code: string, params: Record<string, unknown> | null = null): ValidationError {
    return new ValidationError(this.error_messages[code] ?? code, { code, params })
  }

  slice_expression(_expression: any, _start: number, _length: number | null): any {
    throw new NotImplementedError(`This field does not support slicing.`)
  }

  identity(): string {
    return this.model === null
      ? class_name(this.constructor)
      : `${this.model._meta.label}.${this.name}`
  }

  __str__(): string {
    return this.model === null ? this.__repr__() : `${this.model._meta.label}.${this.name}`
  }

  __repr__(): string {
    const path = `${FIELD_MODULE[class_name(this.constructor)] ?? 'django.db.models.fields'}.${class_name(this.constructor)}`
    return this.name === null ? `<${path}>` : `<${path}: ${this.name}>`
  }
}

const FIELD_MODULE: Record<string, string> = {
  ForeignKey: 'django.db.models.fields.related',
  OneToOneField: 'django.db.models.fields.related',
  ManyToManyField: 'django.db.models.fields.related',
  FileField: 'django.db.models.fields.files',
  ImageField: 'django.db.models.fields.files',
  JSONField: 'django.db.models.fields.json',
}

/** Pairs of value and label, also from an enumeration class, a dict or a function. */
function normalizeChoices(choices: any): any {
  if (choices === null) return null
  if (typeof choices === 'function' && 'choices' in choices) return choices.choices
  if (typeof choices === 'function') return normalizeChoices(choices())
  const pairs = isPlainObject(choices) ? Object.entries(choices) : [...iterate(choices)]
  return pairs.map((pair) => {
    if (!Array.isArray(pair))
      throw new TypeError(`choices must be pairs of a value and a label, not ${str(pair)}`)
    const [value, label] = pair
    return new Tuple(
      value,
      Array.isArray(label) || isPlainObject(label) ? normalizeChoices(label) : label,
    )
  })
}
