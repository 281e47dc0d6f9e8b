/**
 * Templates below the folders of DIRS.
 *
 * Django: django/template/loaders/filesystem.py
 */
import { readTemplateFile } from '../files.ts'
import { Origin } from '../origin.ts'
import { joinBelow } from '../template_paths.ts'
import { Loader as BaseLoader, type LoadingEngine } from './base.ts'

export class Loader extends BaseLoader {
  constructor(
    engine: LoadingEngine,
    readonly dirs: readonly string[] | null = null,
  ) {
    super(engine)
  }

  get_dirs(): readonly string[] {
    return this.dirs ?? this.engine.dirs
  }

  get_contents(origin: Origin): string | null {
    return readTemplateFile(origin.name)
  }

  override get_template_sources(template_name: string): readonly Origin[] {
    return this.get_dirs().flatMap((dir) => {
      const path = joinBelow(dir, template_name)
      return path === null ? [] : [new Origin(path, template_name, this)]
    })
  }
}
