/**
 * Keeps what other loaders compiled, misses included, until `reset`. Every engine has it around its loaders.
 *
 * Django: django/template/loaders/cached.py
 */
import { TemplateDoesNotExist } from '../exceptions.ts'
import type { Origin } from '../origin.ts'
import type { Template } from '../template.ts'
import { Loader as BaseLoader, type LoadingEngine } from './base.ts'

export class Loader extends BaseLoader {
  readonly loaders: readonly BaseLoader[]
  readonly #kept = new Map<string, Template | TemplateDoesNotExist>()

  constructor(engine: LoadingEngine, loaders: unknown = []) {
    super(engine)
    this.loaders = engine.get_template_loaders(loaders as readonly unknown[])
  }

  get_contents(origin: Origin): string | null {
    return (origin.loader as BaseLoader).get_contents(origin)
  }

  override get_template(
    template_name: string,
    { skip = [] }: { skip?: readonly Origin[] } = {},
  ): Template {
    const key = this.cache_key(template_name, skip)
    const kept = this.#kept.get(key)
    if (kept instanceof TemplateDoesNotExist) {
      // a fresh error: the kept one may have notes of an earlier request on it
      throw new TemplateDoesNotExist(String(kept.args[0]), { tried: kept.tried })
    }
    if (kept !== undefined) return kept
    try {
      const template = super.get_template(template_name, { skip })
      this.#kept.set(key, template)
      return template
    } catch (error) {
      if (error instanceof TemplateDoesNotExist) {
        this.#kept.set(key, new TemplateDoesNotExist(template_name, { tried: error.tried }))
      }
      throw error
    }
  }

  override get_template_sources(template_name: string): readonly Origin[] {
    return this.loaders.flatMap((loader) => loader.get_template_sources(template_name))
  }

  cache_key(template_name: string, skip: readonly Origin[]): string {
    const skipped = skip.filter((origin) => origin.template_name === template_name)
    if (skipped.length === 0) return template_name
    return [template_name, ...skipped.map((origin) => origin.name)].join('\n')
  }

  override reset(): void {
    this.#kept.clear()
  }
}
