/**
 * What `<int:pk>` in a route matches, and how the text becomes a value and back. A value that a converter refuses with
 * ValueError counts as no match.
 *
 * Django: django/urls/converters.py, topics/http/urls#path-converters
 */
import { UUID } from '../../base/python/uuid.ts'
import { str } from '../../base/python/protocols.ts'

/** What a learner's converter must have. */
export interface Converter {
  /** In Python's syntax. */
  readonly regex: string
  to_python(value: string): unknown
  to_url(value: unknown): unknown
}

class IntConverter implements Converter {
  regex = '[0-9]+'

  to_python(value: string): number | bigint {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : BigInt(value)
  }

  to_url(value: unknown): string {
    return str(value)
  }
}

class StringConverter implements Converter {
  regex = '[^/]+'

  to_python(value: string): string {
    return value
  }

  to_url(value: unknown): unknown {
    return value
  }
}

class UUIDConverter implements Converter {
  regex = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

  to_python(value: string): UUID {
    return new UUID(value)
  }

  to_url(value: unknown): string {
    return str(value)
  }
}

class SlugConverter extends StringConverter {
  override regex = '[-a-zA-Z0-9_]+'
}

class PathConverter extends StringConverter {
  override regex = '.+'
}

const DEFAULT_CONVERTERS: ReadonlyMap<string, Converter> = new Map<string, Converter>([
  ['int', new IntConverter()],
  ['path', new PathConverter()],
  ['slug', new SlugConverter()],
  ['str', new StringConverter()],
  ['uuid', new UUIDConverter()],
])
const REGISTERED_CONVERTERS = new Map<string, Converter>()

/** Makes `<type_name:x>` known to the routes that are written from now on. */
export function register_converter(converter: new () => object, type_name: string): void {
  const made = new converter()
  // in a learner's class the regex may be a static, as Python's class attribute is
  if (!('regex' in made)) Object.assign(made, { regex: (converter as { regex?: unknown }).regex })
  REGISTERED_CONVERTERS.set(type_name, made as Converter)
}

export function get_converters(): ReadonlyMap<string, Converter> {
  return new Map([...DEFAULT_CONVERTERS, ...REGISTERED_CONVERTERS])
}

/** A new project starts with Django's own converters. */
export function clear_converters(): void {
  REGISTERED_CONVERTERS.clear()
}
