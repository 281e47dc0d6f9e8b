/**
 * `call_command('migrate', 'blog', '0001', { fake: true })`: what `manage.py migrate blog 0001 --fake` does.
 *
 * Django: django/core/management/__init__.py, ref/django-admin#call-command
 */
import { ModuleNotFoundError, TypeError } from '../../../base/python/exceptions.ts'
import { apps } from '../../apps/registry.ts'
import { splitKwargs } from '../../db/models/arguments.ts'
import { import_module } from '../../utils/module_loading.ts'
import { CommandError, type BaseCommand, type CommandOptions } from './base.ts'
import { Check } from './commands/check.ts'
import { Dumpdata } from './commands/dumpdata.ts'
import { Flush } from './commands/flush.ts'
import { Loaddata } from './commands/loaddata.ts'
import { Makemigrations } from './commands/makemigrations.ts'
import { Migrate } from './commands/migrate.ts'
import { Showmigrations } from './commands/showmigrations.ts'
import { Sqlmigrate } from './commands/sqlmigrate.ts'

export { BaseCommand, CommandError, SystemExit } from './base.ts'

type CommandClass = new () => BaseCommand

const COMMANDS: Readonly<Record<string, CommandClass>> = {
  check: Check,
  dumpdata: Dumpdata,
  flush: Flush,
  loaddata: Loaddata,
  makemigrations: Makemigrations,
  migrate: Migrate,
  showmigrations: Showmigrations,
  sqlmigrate: Sqlmigrate,
}

/** An app's own command goes before Django's of the same name. @throws {CommandError} there is none */
function load_command(name: string): BaseCommand {
  for (const config of apps.get_app_configs().reverse()) {
    const path = `${config.name}.management.commands.${name}`
    try {
      const { Command } = import_module(path)
      if (typeof Command === 'function') return new (Command as CommandClass)()
    } catch (error) {
      const isMissing =
        error instanceof ModuleNotFoundError && path.startsWith(error.message.split("'")[1]!)
      if (!isMissing) throw error
    }
  }
  const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (known === undefined) throw new CommandError(`Unknown command: '${name}'`)
  return new known()
}

/**
 * Positional arguments as on a command line, flags such as `'--fake'` among them, and options by name.
 * @returns what the command has printed at its end; most print as they go and return nothing
 */
export function call_command(
  command_name: string | BaseCommand,
  ...args: unknown[]
): string | null {
  const command = typeof command_name === 'string' ? load_command(command_name) : command_name
  const name = typeof command_name === 'string' ? command_name : 'this'
  const [words, named] = splitKwargs(args)
  const defaults = command.defaults
  const options = { ...defaults, ...parse(command, words.map(String)), ...named }
  const unknown = Object.keys(options).filter((option) => !(option in defaults))
  if (unknown.length > 0) {
    const valid = Object.keys(defaults).sort().join(', ')
    throw new TypeError(
      `Unknown option(s) for ${name} command: ${unknown.sort().join(', ')}. Valid options are: ${valid}.`,
    )
  }
  return command.execute(options)
}

/** Spellings of a command line that differ from the option's name. */
const FLAGS: CommandOptions = {
  'no-input': ['interactive', false],
  noinput: ['interactive', false],
  check: ['check_changes', true],
  'no-header': ['include_header', false],
}

function parse(command: BaseCommand, words: readonly string[]): CommandOptions {
  const found: Record<string, unknown> = {}
  const positional: string[] = []
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]!
    if (!word.startsWith('--')) {
      positional.push(word)
      continue
    }
    const [flag = '', value] = word.slice(2).split('=', 2)
    const [special, set] = (FLAGS[flag] ?? []) as [string?, unknown?]
    const option = special ?? flag.replaceAll('-', '_')
    const isSwitch = special !== undefined || typeof command.defaults[option] === 'boolean'
    if (isSwitch) found[option] = special === undefined ? true : set
    else found[option] = asNumber(value ?? words[(i += 1)] ?? null)
  }
  command.positionals.forEach((name, at) => {
    if (name.endsWith('*')) {
      if (positional.length > at) found[name.slice(0, -1)] = positional.slice(at)
    } else if (positional[at] !== undefined) found[name] = positional[at]
  })
  return found
}

function asNumber(word: string | null): unknown {
  return word !== null && /^\d+$/.test(word) && !word.startsWith('0') ? Number(word) : word
}
