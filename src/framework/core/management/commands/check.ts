/**
 * `check`: says what is wrong with the project's configuration.
 *
 * Django: django/core/management/commands/check.py, BaseCommand.check in django/core/management/base.py
 * Left out: checks of models; tags.
 */
import { ERROR, WARNING, type CheckMessage } from '../../checks/messages.ts'
import { check_url_config, check_url_namespaces_unique } from '../../checks/urls.ts'
import { BaseCommand, CommandError } from '../base.ts'

const GROUPS: readonly (readonly [string, (level: number) => boolean])[] = [
  ['CRITICALS', (level) => level >= 50],
  ['ERRORS', (level) => level >= ERROR && level < 50],
  ['WARNINGS', (level) => level >= WARNING && level < ERROR],
  ['INFOS', (level) => level >= 20 && level < WARNING],
  ['DEBUGS', (level) => level < 20],
]

export class Check extends BaseCommand {
  override handle(): void {
    const all = [...check_url_config(), ...check_url_namespaces_unique()]
    const shown = all.filter((message) => !message.is_silenced())
    const count = `${shown.length === 0 ? 'no' : shown.length} ${shown.length === 1 ? 'issue' : 'issues'}`
    const footer = `System check identified ${count} (${all.length - shown.length} silenced).`
    if (shown.length === 0) return this.stdout.write(footer)
    const body = GROUPS.map(([title, fits]) => section(title, shown, fits)).join('')
    if (shown.some((message) => message.is_serious())) {
      throw new CommandError(
        `SystemCheckError: System check identified some issues:\n${body}\n${footer}`,
      )
    }
    this.stderr.write(`System check identified some issues:\n${body}\n${footer}`)
  }
}

function section(
  title: string,
  messages: readonly CheckMessage[],
  fits: (level: number) => boolean,
): string {
  const found = messages.filter(({ level }) => fits(level)).map((message) => message.__str__())
  return found.length === 0 ? '' : `\n${title}:\n${found.sort().join('\n')}\n`
}
