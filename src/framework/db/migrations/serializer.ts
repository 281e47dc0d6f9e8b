/**
 * Values as the TypeScript that makes them again, with what has to be imported for it.
 *
 * Django: django/db/migrations/serializer.py, topics/migrations#migration-serializing
 * Left out: enumerations, file storages.
 */
import { class_name } from '../../../base/python/class_name.ts'
import { Decimal } from '../../../base/python/decimal.ts'
import {
  date,
  datetime,
  time,
  timedelta,
  timezone as utcZone,
} from '../../../base/python/datetime.ts'
import { ValueError } from '../../../base/python/exceptions.ts'
import { Float } from '../../../base/python/float.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { repr, str } from '../../../base/python/protocols.ts'
import { UUID } from '../../../base/python/uuid.ts'
import * as validators from '../../core/validators.ts'
import { import_module } from '../../utils/module_loading.ts'
import { module_of, sourceOf } from '../../utils/source_of.ts'
import { LazyValue } from '../../utils/functional.ts'
import * as timezone from '../../utils/timezone.ts'
import { BaseConstraint } from '../models/constraints.ts'
import type { AnyField, Instance } from '../models/declared.ts'
import { Field } from '../models/fields/field.ts'
import { Index } from '../models/indexes.ts'
import * as models from '../models/index.ts'
import { fieldArgs, fieldKwargs, ruleKwargs, swappableSetting, type Kwargs } from './deconstruct.ts'
import { expressionText } from './serialize_expressions.ts'

/** Collects the imports of one file. */
export class Imports {
  private readonly names = new Map<string, Set<string>>()

  /** @param folder  of the file that imports: `blog/migrations` */
  constructor(private readonly folder: string) {}

  /** @returns `name`, as the file then calls it */
  add(module: string, name: string): string {
    const names = this.names.get(module) ?? new Set()
    this.names.set(module, names.add(name))
    return name
  }

  /** From a file of the project: the path is made relative. */
  addOwn(file: string, name: string): string {
    const to = file.replace(/(?:\/index)?\.[jt]s$/, '').split('/')
    const from = this.folder.split('/')
    while (from.length > 0 && to.length > 1 && from[0] === to[0]) {
      from.shift()
      to.shift()
    }
    const up = from.length === 0 ? './' : '../'.repeat(from.length)
    return this.add(up + to.join('/'), name)
  }

  get lines(): string[] {
    // a file of the project comes after Django's
    const rank = (module: string) => (module.startsWith('.') ? `~${module}` : module)
    return [...this.names]
      .sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1))
      .map(([module, names]) => `import { ${[...names].sort().join(', ')} } from '${module}'`)
  }
}

export const quoted = (text: string) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`

/** @throws {ValueError} there is no text that makes this value */
export function serialize(value: unknown, imports: Imports): string {
  const inner = (item: unknown) => serialize(item, imports)
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string' || value instanceof String) return quoted(String(value))
  if (value instanceof LazyValue) return quoted(str(value))
  if (value instanceof Float) return str(value)
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`
  if (value instanceof Set) return `[${[...(value as Set<unknown>)].map(inner).join(', ')}]`
  if (isPlainObject(value)) return objectText(Object.entries(value), inner)
  if (value instanceof Field) return fieldText(value, imports)
  if (value instanceof Index || value instanceof BaseConstraint) {
    imports.add('django/db', 'models')
    return `new models.${class_name(value.constructor)}(${ruleText(value, inner)})`
  }
  const known = knownName(value, imports)
  if (known !== null) return known
  if (typeof value === 'function') return functionText(value, imports)
  const text = valueText(value, imports) ?? expressionText(value, imports, inner)
  if (text !== null) return text
  throw new ValueError(
    `Cannot serialize: ${repr(value)}\nThere are some values Django cannot serialize into migration files.\nFor more, see https://docs.djangoproject.com/en/5.2/topics/migrations/#migration-serializing`,
  )
}

const keyText = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key))

function objectText(
  entries: readonly (readonly [string, unknown])[],
  inner: (v: unknown) => string,
): string {
  if (entries.length === 0) return '{}'
  return `{ ${entries.map(([key, value]) => `${keyText(key)}: ${inner(value)}`).join(', ')} }`
}

/** Sorted by name, as Django writes them. */
function kwargsText(kwargs: Kwargs, inner: (value: unknown) => string): string {
  const entries = Object.entries(kwargs).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.length === 0 ? '' : objectText(entries, inner)
}

function fieldText(field: AnyField, imports: Imports): string {
  const inner = (value: unknown) => serialize(value, imports)
  const kwargs = fieldKwargs(field)
  const setting = swappableSetting(kwargs['to'])
  const entries = Object.entries(kwargs)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      if (name !== 'to' || setting === null) return `${name}: ${inner(value)}`
      imports.add('django/conf', 'settings')
      return `${name}: settings.${setting}`
    })
  const args = fieldArgs(field).map(quoted)
  if (entries.length > 0) args.push(`{ ${entries.join(', ')} }`)
  return `new ${className(field.constructor, imports)}(${args.join(', ')})`
}

/** `models.CharField`, or an imported class of the project. */
export function className(cls: unknown, imports: Imports): string {
  const name = class_name(cls)
  if ((models as Record<string, unknown>)[name] === cls) {
    imports.add('django/db', 'models')
    return `models.${name}`
  }
  if ((validators as Record<string, unknown>)[name] === cls)
    return imports.add('django/core/validators', name)
  return functionText(cls as object, imports)
}

/** What a module of Django exports under a name: functions, and validators that are made already. */
function knownName(value: unknown, imports: Imports): string | null {
  const nameIn = (namespace: object) =>
    Object.entries(namespace).find(([, exported]) => exported === value)?.[0] ?? null
  if (value === timezone.now) {
    imports.add('django/utils', 'timezone')
    return 'timezone.now'
  }
  if (value === Array || value === Object) return class_name(value)
  const model = nameIn(models)
  if (model !== null) {
    imports.add('django/db', 'models')
    return `models.${model}`
  }
  const validator = nameIn(validators)
  return validator === null ? null : imports.add('django/core/validators', validator)
}

/** @throws {ValueError} it has no name that a file could import */
/** Expressions come first, by position. */
function ruleText(rule: Index | BaseConstraint, inner: (item: unknown) => string): string {
  const { expressions, ...kwargs } = ruleKwargs(rule)
  const first = ((expressions ?? []) as unknown[]).map(inner)
  return [...first, kwargsText(kwargs, inner)].join(', ')
}

function functionText(value: object, imports: Imports): string {
  const name = class_name(value)
  const place = sourceOf(value)
  if (name === '' || name === 'default') throw unnamed('Cannot serialize function: lambda', '')
  if (place === null) throw unnamed(`Cannot serialize function: ${name}`, name)
  const module = module_of(value)
  const exported = Object.entries(import_module(module)).find(([, item]) => item === value)?.[0]
  if (exported === undefined) {
    throw unnamed(
      `Could not find function ${name} in ${module}.\n`,
      `Write export in front of it (${place.file}:${place.line}).`,
    )
  }
  return imports.addOwn(place.file, exported)
}

function unnamed(message: string, hint: string): ValueError {
  const error = new ValueError(message)
  error.teaching = {
    id: 'migrations.cannot_serialize',
    hint:
      hint ||
      'Give the function a name and export it from models.ts, so that a migration can import it.',
  }
  return error
}

function valueText(value: unknown, imports: Imports): string | null {
  if (value instanceof Decimal)
    return `new ${imports.add('decimal', 'Decimal')}(${quoted(str(value))})`
  if (value instanceof UUID) return `new ${imports.add('uuid', 'UUID')}(${quoted(str(value))})`
  if (value instanceof datetime || value instanceof date || value instanceof time)
    return momentText(value, imports)
  if (value instanceof timedelta) {
    const { days, seconds, microseconds } = value
    return `new ${imports.add('datetime', 'timedelta')}({ days: ${days}, seconds: ${seconds}, microseconds: ${microseconds} })`
  }
  if (value instanceof validators.BaseValidator) {
    const { limit_value, message } = value
    const isOwn = message !== (value.constructor as typeof validators.BaseValidator).message
    const args = [limit_value, ...(isOwn ? [message] : [])].map((arg) => serialize(arg, imports))
    return `new ${className(value.constructor, imports)}(${args.join(', ')})`
  }
  if (value instanceof validators.RegexValidator) {
    const { regex, message, code, inverse_match, flags } = value
    const { constructor: cls } = value
    const own = cls as typeof validators.RegexValidator
    const options: Kwargs = { regex: 'pattern' in regex ? regex.pattern : regex.source }
    if (message !== own.message) options['message'] = message
    if (code !== own.code) options['code'] = code
    if (inverse_match) options['inverse_match'] = true
    if (flags !== '') options['flags'] = flags
    return `new ${className(cls, imports)}(${kwargsText(options, (item) => serialize(item, imports))})`
  }
  return null
}

function momentText(given: Instance, imports: Imports): string {
  const isAware = (given.tzinfo ?? null) !== null
  const value = isAware && given instanceof datetime ? given.astimezone(utcZone.utc) : given
  const isTime = value instanceof time
  const day = isTime ? [] : [value.year, value.month, value.day]
  const clock: number[] =
    value instanceof datetime || isTime
      ? [value.hour, value.minute, value.second, value.microsecond]
      : []
  while (clock.length > (isTime ? 1 : 0) && clock.at(-1) === 0) clock.pop()
  const args: (string | number)[] = [...day, ...clock]
  if (isAware) args.push(`{ tzinfo: ${imports.add('datetime', 'timezone')}.utc }`)
  return `new ${imports.add('datetime', class_name(value.constructor))}(${args.join(', ')})`
}
