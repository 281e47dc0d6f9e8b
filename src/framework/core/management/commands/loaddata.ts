/**
 * `loaddata`: puts fixtures into the database: `<app>/fixtures/<name>.json` of any app, or a path.
 *
 * Django: django/core/management/commands/loaddata.py
 * Left out: other formats, compressed files.
 */
import { apps } from '../../../apps/registry.ts'
import { sourceText } from '../../../utils/source_of.ts'
import { loaddata } from '../../serializers/index.ts'
import { BaseCommand, CommandError, type CommandOptions } from '../base.ts'

export class Loaddata extends BaseCommand {
  override readonly positionals = ['args*']

  override handle({ args, verbosity }: CommandOptions): void {
    const labels = args as readonly string[]
    if (labels.length === 0) {
      throw new CommandError(
        'No database fixture specified. Please provide the path of at least one fixture in the command line.',
      )
    }
    const fixtures = labels.flatMap(textsOf)
    const count = loaddata(...fixtures)
    if (Number(verbosity) >= 1)
      this.stdout.write(`Installed ${count} object(s) from ${fixtures.length} fixture(s)`)
  }
}

function textsOf(label: string): string[] {
  const name = label.endsWith('.json') ? label : `${label}.json`
  const folders = apps.get_app_configs().map((app) => `${app.name.replaceAll('.', '/')}/fixtures/`)
  const texts = [...folders, ''].map((folder) => sourceText(folder + name))
  const found = texts.filter((text) => text !== null)
  if (found.length === 0)
    throw new CommandError(`No fixture named '${label.replace(/\.json$/, '')}' found.`)
  return found
}
