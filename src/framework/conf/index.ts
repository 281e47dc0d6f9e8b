/**
 * `django.conf.settings`: Django's defaults with the project's values over them. One object for the life of the engine;
 * `configure` starts it over, so nobody may keep a copy of a value across requests (compare `settings.generation`).
 *
 * Django: django/conf/__init__.py, topics/settings
 * Left out: SETTINGS_MODULE from the environment (the runtime calls `configure` with the project's module).
 */
import { AttributeError } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { ImproperlyConfigured } from '../core/exceptions.ts'
import { belowScriptPrefix } from '../utils/script_prefix.ts'
import { globalSettings, type GlobalSettings } from './global_settings.ts'

const ownNames: ReadonlySet<string> = new Set([
  'configure',
  'is_overridden',
  'configured',
  'generation',
])

class LazySettings {
  #secretKey = ''
  #explicit = new Set<string>()
  /** False until `configure` ran. */
  configured = false
  /** Rises whenever values change: caches made from settings compare it. */
  generation = 0

  constructor() {
    Object.assign(this, globalSettings())
    this.#placeUrls()
  }

  /**
   * Uses these values over Django's defaults; everything set before is gone.
   * Only UPPER_CASE names are settings: the rest of a settings module is left out, as in Django.
   */
  configure(options: Readonly<Record<string, unknown>> = {}): void {
    for (const name of Object.keys(this)) {
      if (!ownNames.has(name)) delete (this as Record<string, unknown>)[name]
    }
    Object.assign(this, globalSettings())
    this.#explicit = new Set(Object.keys(options).filter(isSettingName))
    for (const name of this.#explicit) (this as Record<string, unknown>)[name] = options[name]
    this.#placeUrls()
    this.configured = true
    this.generation += 1
  }

  /** Relative addresses are below the prefix under which the whole project is served, at the moment of reading. */
  #placeUrls(): void {
    for (const name of ['STATIC_URL', 'MEDIA_URL']) {
      let value = (this as Record<string, unknown>)[name]
      Object.defineProperty(this, name, {
        enumerable: true,
        configurable: true,
        get: () => (isString(value) ? belowScriptPrefix(str(value)) : value),
        set: (next: unknown) => {
          value = next
        },
      })
    }
  }

  /** True where the project itself sets `setting`, be it to the default. */
  is_overridden(setting: string): boolean {
    return this.#explicit.has(setting)
  }

  /** @throws {ImproperlyConfigured}  empty: everything that signs would be worthless */
  get SECRET_KEY(): string {
    if (this.#secretKey === '') {
      throw new ImproperlyConfigured('The SECRET_KEY setting must not be empty.')
    }
    return this.#secretKey
  }

  set SECRET_KEY(value: string) {
    this.#secretKey = value
  }
}

function isSettingName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name)
}

// A missing setting must raise, as in Python. A trap behind the own properties costs nothing where the setting exists.
const trap = new Proxy(
  Object.create(Object.getPrototypeOf(LazySettings.prototype) as object) as object,
  {
    get(target, name, receiver) {
      if (typeof name === 'string' && isSettingName(name)) {
        throw new AttributeError(`'Settings' object has no attribute '${name}'`)
      }
      return Reflect.get(target, name, receiver) as unknown
    },
  },
)
Object.setPrototypeOf(LazySettings.prototype, trap)

/** Known settings with their types; a project's own ones are `unknown`. */
export type Settings = LazySettings &
  GlobalSettings & { ROOT_URLCONF: unknown } & Record<string, unknown>

export const settings = new LazySettings() as Settings
