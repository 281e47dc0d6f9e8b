/**
 * Which language is active. JavaScript has one thread, so it is one for the whole engine until a request sets another.
 *
 * Django: django/utils/translation/trans_real.py (activate, get_language)
 */
import { settings } from '../../conf/index.ts'

/** undefined: the project's own; null: none at all. */
let active: string | null | undefined

/** Makes `language` the active one. */
export function activate(language: string): void {
  active = language.toLowerCase().replace('_', '-')
}

/** Back to the project's own language. */
export function deactivate(): void {
  active = undefined
}

/** No language at all: texts stay as they are written. */
export function deactivate_all(): void {
  active = null
}

/** Code of the active language, null after `deactivate_all`. */
export function get_language(): string | null {
  return active === undefined ? settings.LANGUAGE_CODE : active
}

/** Another language for a while: `__enter__` and `__exit__`, or around a function with `run`. */
export class override {
  readonly language: string | null
  readonly deactivate: boolean
  #before: string | null | undefined

  constructor(language: string | null, { deactivate = false }: { deactivate?: boolean } = {}) {
    this.language = language
    this.deactivate = deactivate
  }

  __enter__(): void {
    this.#before = active
    if (this.language === null) deactivate_all()
    else activate(this.language)
  }

  __exit__(): void {
    active = this.deactivate ? undefined : this.#before
  }

  run<T>(block: () => T): T {
    this.__enter__()
    try {
      return block()
    } finally {
      this.__exit__()
    }
  }
}
