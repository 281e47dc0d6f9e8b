/**
 * What all commands share: their options, and where they write. A project's own commands extend `BaseCommand`, as
 * `export class Command` in `<app>/management/commands/<name>.ts`.
 *
 * Django: django/core/management/base.py, howto/custom-management-commands
 * Left out: argparse (options are declared in `options`), colours, system checks before a command.
 */
import { Exception } from '../../../base/python/exceptions.ts'
import { tracing } from '../../../trace/tracer.ts'

/** The command cannot do what it was asked. */
export class CommandError extends Exception {
  readonly returncode: number

  constructor(message: string, { returncode = 1 }: { returncode?: number } = {}) {
    super(message)
    this.returncode = returncode
  }
}

/** Python's `sys.exit(code)`. */
export class SystemExit extends Exception {
  constructor(readonly code: number) {
    super(String(code))
  }
}

export interface Stream {
  write(text: string): unknown
}

/** Whole lines go where `print` goes. */
class Printed implements Stream {
  private line = ''

  write(text: string): void {
    const lines = (this.line + text).split('\n')
    this.line = lines.pop()!
    for (const line of lines) tracing.tracer?.event('print', { text: line }, 'caller')
  }
}

export class OutputWrapper {
  constructor(private readonly out: Stream) {}

  /** Ends with a newline, or with `ending`. */
  write(msg = '', { ending = '\n' }: { ending?: string } = {}): void {
    this.out.write(ending !== '' && !msg.endsWith(ending) ? msg + ending : msg)
  }
}

export type CommandOptions = Readonly<Record<string, unknown>>

export abstract class BaseCommand {
  /** Names of positional arguments; one that ends in `*` takes all that are left. */
  readonly positionals: readonly string[] = []
  /** Further options and what they are if nobody says. */
  readonly options: CommandOptions = {}
  /** Whether `BEGIN;` and `COMMIT;` stand around the output. */
  output_transaction = false
  stdout = new OutputWrapper(new Printed())
  stderr = new OutputWrapper(new Printed())

  /** @returns text to be printed, or nothing */
  abstract handle(options: CommandOptions): string | null | void

  /** All options there are, with their defaults. */
  get defaults(): CommandOptions {
    const positional = Object.fromEntries(
      this.positionals.map((name) => (name.endsWith('*') ? [name.slice(0, -1), []] : [name, null])),
    )
    return {
      verbosity: 1,
      interactive: true,
      database: 'default',
      stdout: null,
      stderr: null,
      ...positional,
      ...this.options,
    }
  }

  execute(options: CommandOptions): string | null {
    const { stdout, stderr } = options as { stdout: Stream | null; stderr: Stream | null }
    if (stdout !== null) this.stdout = new OutputWrapper(stdout)
    if (stderr !== null) this.stderr = new OutputWrapper(stderr)
    const output = this.handle(options) ?? null
    if (output === null || output === '') return output
    const whole = this.output_transaction ? `BEGIN;\n${output}\nCOMMIT;` : output
    this.stdout.write(whole)
    return whole
  }
}
