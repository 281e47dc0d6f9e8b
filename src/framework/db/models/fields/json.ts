/**
 * JSONField and what may follow it in a path. Any name that is no lookup is a key or an index: `data__owner__name`,
 * `data__0`. None in a row is SQL's NULL; None in a filter is JSON's null, and `isnull` asks whether a key is there.
 *
 * Django: django/db/models/fields/json.py, topics/db/queries#querying-jsonfield
 * Left out: `contains` and `contained_by`, which SQLite refuses.
 */
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { dumps, JSONDecodeError, loads } from '../../../../base/python/json.ts'
import { iterate, str } from '../../../../base/python/protocols.ts'
import { dumpsWith, type JSONEncoderClass } from '../../../core/serializers/json.ts'
import { NotSupportedError } from '../../utils.ts'
import type { Options } from '../arguments.ts'
import type { Sql } from '../expressions/base.ts'
import { identityOf } from '../identity.ts'
import { hasSql } from '../late.ts'
import * as lookups from '../lookups.ts'
import { Field } from './field.ts'
import { forms } from './form_classes.ts'
import { TextField } from './texts.ts'

interface Decoder {
  decode(text: string): unknown
}

export class JSONField extends Field {
  static override default_error_messages: Record<string, string> = {
    invalid: 'Value must be valid JSON.',
  }
  declare encoder: JSONEncoderClass | null
  declare decoder: (new () => Decoder) | null

  override get parameters(): readonly string[] {
    return ['verbose_name', 'name', 'encoder', 'decoder', ...super.parameters.slice(2)]
  }

  protected override take(options: Options): void {
    this.encoder = options['encoder'] ?? null
    this.decoder = options['decoder'] ?? null
    if (this.encoder !== null && typeof this.encoder !== 'function')
      throw new ValueError('The encoder parameter must be a callable object.')
    if (this.decoder !== null && typeof this.decoder !== 'function')
      throw new ValueError('The decoder parameter must be a callable object.')
  }

  override get empty_strings_allowed(): boolean {
    return false
  }

  override get_internal_type(): string {
    return 'JSONField'
  }

  override get_db_prep_value(value: unknown, _connection: any, _prepared = false): any {
    return hasSql(value) ? value : this.dumps(value)
  }

  override get_db_prep_save(value: unknown, connection: any): any {
    return value === null ? null : this.get_db_prep_value(value, connection)
  }

  /** A key's value may be a text that is not JSON: `JSON_EXTRACT` takes its quotes away. */
  from_db_value(value: unknown, expression: unknown): unknown {
    if (value === null || (expression instanceof KeyTransform && typeof value !== 'string'))
      return value
    try {
      return this.decoder === null ? loads(value) : new this.decoder().decode(str(value))
    } catch (error) {
      if (error instanceof JSONDecodeError) return value
      throw error
    }
  }

  override get_transform(name: string): any {
    return super.get_transform(name) ?? keyTransformFactory(name)
  }

  override validate(value: unknown, instance: any): void {
    super.validate(value, instance)
    try {
      this.dumps(value)
    } catch (error) {
      if (error instanceof TypeError) throw this.error('invalid', { value })
      throw error
    }
  }

  override value_to_string(obj: any): any {
    return this.value_from_object(obj)
  }

  override formfield(options: Options = {}): any {
    const { encoder, decoder } = this
    return super.formfield({ form_class: forms.JSONField, encoder, decoder, ...options })
  }

  private dumps(value: unknown): string {
    return this.encoder === null ? dumps(value) : dumpsWith(value, this.encoder)
  }
}

/** `$."owner"[0]`; a key that is a whole number is an index. */
export function compile_json_path(keys: readonly unknown[], include_root = true): string {
  const parts = keys.map((key) => {
    const isIndex = /^\s*[+-]?\d+\s*$/.test(str(key))
    return isIndex ? `[${Number(str(key))}]` : `.${dumps(str(key))}`
  })
  return [...(include_root ? ['$'] : []), ...parts].join('')
}

/** `data__key`. Its value is JSON, so more keys and JSON's lookups may follow. */
export class KeyTransform extends lookups.Transform {
  constructor(
    readonly key_name: string,
    ...expressions: any[]
  ) {
    super(...expressions)
  }

  /** The column's SQL and the keys that lead from it to here. */
  preprocess_lhs(compiler: any): [string, unknown[], string[]] {
    const keys = [this.key_name]
    let previous = this.lhs
    while (previous instanceof KeyTransform) {
      keys.unshift(previous.key_name)
      previous = previous.lhs
    }
    const [sql, params] = compiler.compile(previous) as Sql
    return [sql, [...params], keys]
  }

  override as_sql(compiler: any): Sql {
    const [lhs, params, keys] = this.preprocess_lhs(compiler)
    const sql = `(CASE WHEN JSON_TYPE(${lhs}, %s) IN ('false','true','null') THEN JSON_TYPE(${lhs}, %s) ELSE JSON_EXTRACT(${lhs}, %s) END)`
    const one = [...params, compile_json_path(keys)]
    return [sql, [...one, ...one, ...one]]
  }

  override identity(): string {
    return `${super.identity()}.${identityOf(this.key_name)}`
  }
}

const TEXT = new TextField()

/** The same as text: what text lookups compare. */
export class KeyTextTransform extends KeyTransform {
  override get output_field(): any {
    return TEXT
  }

  /** `KT('data__owner__name')` */
  static from_lookup(lookup: string): any {
    const [column = '', ...keys] = lookup.split('__')
    if (keys.length === 0) throw new ValueError('Lookup must contain key or index transforms.')
    return keys.reduce<unknown>((inner, key) => new KeyTextTransform(key, inner), column)
  }
}

export const KT = KeyTextTransform.from_lookup

function keyTransformFactory(name: string): unknown {
  return function KeyTransformFactory(...expressions: unknown[]) {
    return new KeyTransform(name, ...expressions)
  }
}

/** Only None is special: a filter on it means JSON's null. */
export class JSONExact extends lookups.Exact {
  static override can_use_none_as_rhs = true

  override process_rhs(compiler: any, connection: any): Sql {
    const [rhs, params] = super.process_rhs(compiler, connection)
    return rhs === '%s' && params[0] === null ? [rhs, ['null']] : [rhs, params]
  }
}

const DATATYPE_VALUES: readonly unknown[] = ['null', 'false', 'true']

/** A prepared value as `JSON_EXTRACT` gives it; true, false and null are their names on both sides. */
const extracted = (param: unknown) =>
  DATATYPE_VALUES.includes(param) ? '%s' : "JSON_EXTRACT(%s, '$')"

class KeyTransformExact extends JSONExact {
  override process_rhs(compiler: any, connection: any): Sql {
    if (this.rhs instanceof KeyTransform) return super.process_rhs(compiler, connection)
    const [rhs, params] = super.process_rhs(compiler, connection)
    return rhs === '%s' ? [extracted(params[0]), params] : [rhs, params]
  }
}

class KeyTransformIn extends lookups.In {
  override batch_process_rhs(
    compiler: any,
    connection: any,
    rhs: any = this.rhs,
  ): [string[], unknown[]] {
    const [sqls, params] = super.batch_process_rhs(compiler, connection, rhs)
    return [sqls.map((sql, i) => (sql === '%s' ? extracted(params[i]) : sql)), params]
  }
}

/** SQL for "that key is there"; the last key is never an index. */
function hasKeySql(lookup: any, compiler: any, keys: readonly unknown[], joiner: string): Sql {
  const isKey = lookup.lhs instanceof KeyTransform
  const [lhs, params, path]: [string, unknown[], string[]] = isKey
    ? lookup.lhs.preprocess_lhs(compiler)
    : [...(compiler.compile(lookup.lhs) as Sql), []]
  const sql = keys.map(() => `JSON_TYPE(${lhs}, %s) IS NOT NULL`).join(joiner)
  const start = compile_json_path(path)
  const all = keys.flatMap((key) => [...params, `${start}.${dumps(str(key))}`])
  return [keys.length > 1 ? `(${sql})` : sql, all]
}

export class HasKey extends lookups.BuiltinLookup {
  static override lookup_name = 'has_key'
  static override prepare_rhs = false

  override as_sql(compiler: any): Sql {
    return hasKeySql(this, compiler, [this.rhs], '')
  }
}

export class HasKeys extends HasKey {
  static override lookup_name = 'has_keys'

  override as_sql(compiler: any): Sql {
    return hasKeySql(this, compiler, [...iterate(this.rhs)], ' AND ')
  }
}

export class HasAnyKeys extends HasKey {
  static override lookup_name = 'has_any_keys'

  override as_sql(compiler: any): Sql {
    return hasKeySql(this, compiler, [...iterate(this.rhs)], ' OR ')
  }
}

/** A key that is not there, which is not the same as a key with null. */
class KeyTransformIsNull extends lookups.IsNull {
  override as_sql(compiler: any): Sql {
    const [lhs, params, keys] = this.lhs.preprocess_lhs(compiler)
    const not = this.rhs === true ? '' : 'NOT '
    return [`JSON_TYPE(${lhs}, %s) IS ${not}NULL`, [...params, compile_json_path(keys)]]
  }
}

function refused(name: string): typeof lookups.Lookup {
  return class extends lookups.Lookup {
    static override lookup_name = name
    static override prepare_rhs = false

    override as_sql(): never {
      throw new NotSupportedError(`${name} lookup is not supported on this database backend.`)
    }
  }
}

type LookupClass = typeof lookups.BuiltinLookup

/** Compares the key's value as text. */
function onText(base: LookupClass): LookupClass {
  return class extends (base as new (lhs: any, rhs: any) => lookups.BuiltinLookup) {
    constructor(key: any, rhs: any) {
      super(new KeyTextTransform(key.key_name, ...key.source_expressions), rhs)
    }
  } as unknown as LookupClass
}

/** Compares the key's value as a number: what was prepared as JSON is a number again. */
function onNumber(base: LookupClass): LookupClass {
  return class extends (base as new (lhs: any, rhs: any) => lookups.BuiltinLookup) {
    override process_rhs(compiler: any, connection: any): Sql {
      const [rhs, params] = super.process_rhs(compiler, connection)
      const isDirect = this.rhs_is_direct_value()
      return [rhs, isDirect ? params.map((param) => loads(param)) : params]
    }
  } as unknown as LookupClass
}

for (const lookup of [JSONExact, HasKey, HasKeys, HasAnyKeys]) JSONField.register_lookup(lookup)
for (const name of ['contains', 'contained_by']) JSONField.register_lookup(refused(name))
KeyTransform.register_lookup(KeyTransformExact)
KeyTransform.register_lookup(KeyTransformIn)
KeyTransform.register_lookup(KeyTransformIsNull)
for (const base of [
  lookups.IExact,
  lookups.IContains,
  lookups.StartsWith,
  lookups.IStartsWith,
  lookups.EndsWith,
  lookups.IEndsWith,
  lookups.Regex,
  lookups.IRegex,
])
  KeyTransform.register_lookup(onText(base), base.lookup_name)
for (const base of [
  lookups.GreaterThan,
  lookups.GreaterThanOrEqual,
  lookups.LessThan,
  lookups.LessThanOrEqual,
])
  KeyTransform.register_lookup(onNumber(base as unknown as LookupClass), base.lookup_name)
