/**
 * `dumpdata`: rows as a fixture.
 *
 * Django: django/core/management/commands/dumpdata.py
 * Left out: natural keys, other formats, files.
 */
import { LookupError } from '../../../../base/python/exceptions.ts'
import { apps } from '../../../apps/registry.ts'
import type { ModelClass } from '../../../db/models/declared.ts'
import { dumpdata } from '../../serializers/index.ts'
import { BaseCommand, CommandError, type CommandOptions } from '../base.ts'

export class Dumpdata extends BaseCommand {
  override readonly positionals = ['args*']
  override readonly options = { indent: null, exclude: [], format: 'json' }

  override handle({ args, indent, exclude, format }: CommandOptions): string {
    if (format !== 'json') throw new CommandError(`Unknown serialization format: ${String(format)}`)
    const labels = modelsOf(args as readonly string[])
    const without = new Set(modelsOf(exclude as readonly string[]))
    const all = labels.length > 0 ? labels : modelsOf([...apps.app_configs.keys()])
    return dumpdata(
      all.filter((label) => !without.has(label)),
      indent as number | null,
    )
  }
}

/** Labels of models for labels of apps and models. @throws {CommandError} */
function modelsOf(labels: readonly string[]): string[] {
  return labels.flatMap((label) => {
    const [app_label = '', model] = label.split('.')
    try {
      const config = apps.get_app_config(app_label)
      if (model === undefined)
        return config.get_models().map(({ _meta }: ModelClass) => _meta.label_lower as string)
      return [(config.get_model(model)._meta as { label_lower: string }).label_lower]
    } catch (error) {
      if (!(error instanceof LookupError)) throw error
      throw new CommandError(
        apps.app_configs.has(app_label) ? `Unknown model: ${label}` : error.message,
      )
    }
  })
}
