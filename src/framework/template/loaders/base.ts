/**
 * A loader knows where templates may be and reads them. Subclasses say the places, in order, and how to read one.
 *
 * Django: django/template/loaders/base.py
 */
import { NotImplementedError } from '../../../base/python/exceptions.ts'
import { eq } from '../../../base/python/protocols.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { TemplateDoesNotExist, type Tried } from '../exceptions.ts'
import type { Origin } from '../origin.ts'
import { Template, type CompilingEngine } from '../template.ts'

/** The engine as its loaders see it. */
export interface LoadingEngine extends CompilingEngine {
  readonly dirs: readonly string[]
  get_template_loaders(template_loaders: readonly unknown[]): Loader[]
}

export type LoaderClass = new (engine: LoadingEngine, ...args: unknown[]) => Loader

export abstract class Loader {
  constructor(readonly engine: LoadingEngine) {}

  get loader_name(): string {
    return class_name(this.constructor)
  }

  /**
   * @param skip  places not to use: the templates that extend this one
   * @throws {TemplateDoesNotExist}  with the places that were tried
   */
  get_template(template_name: string, { skip = [] }: { skip?: readonly Origin[] } = {}): Template {
    const tried: Tried[] = []
    for (const origin of this.get_template_sources(template_name)) {
      if (skip.some((other) => eq(origin, other))) {
        tried.push([origin, 'Skipped to avoid recursion'])
        continue
      }
      const contents = this.get_contents(origin)
      if (contents === null) {
        tried.push([origin, 'Source does not exist'])
        continue
      }
      return new Template(contents, origin, origin.template_name, { engine: this.engine })
    }
    throw new TemplateDoesNotExist(template_name, { tried })
  }

  /** The places where it may be, in order. */
  get_template_sources(_template_name: string): readonly Origin[] {
    throw new NotImplementedError(
      'subclasses of Loader must provide a get_template_sources() method',
    )
  }

  /** @returns null where the place is empty */
  abstract get_contents(origin: Origin): string | null

  /** Forgets what it compiled. */
  reset(): void {}
}
