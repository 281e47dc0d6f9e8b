/**
 * Templates from a dict of name → source.
 *
 * Django: django/template/loaders/locmem.py
 */
import * as mapping from '../../../base/python/mapping.ts'
import { str } from '../../../base/python/protocols.ts'
import { Origin } from '../origin.ts'
import { Loader as BaseLoader, type LoadingEngine } from './base.ts'

export class Loader extends BaseLoader {
  constructor(
    engine: LoadingEngine,
    readonly templates_dict: unknown = {},
  ) {
    super(engine)
  }

  get_contents(origin: Origin): string | null {
    const source = mapping.get(this.templates_dict, origin.name)
    return source === undefined ? null : str(source)
  }

  override get_template_sources(template_name: string): readonly Origin[] {
    return [new Origin(template_name, template_name, this)]
  }
}
