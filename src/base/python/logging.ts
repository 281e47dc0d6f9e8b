/**
 * Python's `logging`, as far as views and middleware use it: loggers in a tree of dotted names, levels, `%` arguments,
 * `dictConfig` for levels. Where records go is one sink, set by the host; a record below its logger's level goes nowhere.
 *
 * Python: library/logging, library/logging.config
 * Left out: handlers, formatters and filters (dictConfig reads only levels), LoggerAdapter.
 */
import { percent_format } from './format.ts'
import * as mapping from './mapping.ts'
import { str } from './protocols.ts'
import { tuple } from './tuple.ts'

export const CRITICAL = 50
export const ERROR = 40
export const WARNING = 30
export const INFO = 20
export const DEBUG = 10
export const NOTSET = 0

const NAMES: Readonly<Record<number, string>> = {
  [CRITICAL]: 'CRITICAL',
  [ERROR]: 'ERROR',
  [WARNING]: 'WARNING',
  [INFO]: 'INFO',
  [DEBUG]: 'DEBUG',
  [NOTSET]: 'NOTSET',
}

export interface LogRecord {
  readonly logger: string
  /** `INFO`, `WARNING`, … */
  readonly level: string
  readonly message: string
}

let sink: (record: LogRecord) => void = () => undefined

/** The host's end of all logging. */
export function setLogSink(next: (record: LogRecord) => void): void {
  sink = next
}

export class Logger {
  level = NOTSET
  propagate = true
  disabled = false

  constructor(
    readonly name: string,
    readonly parent: Logger | null,
  ) {}

  setLevel(level: number | string): void {
    this.level = levelNumber(level)
  }

  /** The own level, or that of the nearest logger above which has one. */
  getEffectiveLevel(): number {
    if (this.level !== NOTSET || this.parent === null) return this.level
    return this.parent.getEffectiveLevel()
  }

  isEnabledFor(level: number): boolean {
    return !this.disabled && level >= this.getEffectiveLevel()
  }

  log(level: number, msg: unknown, ...args: unknown[]): void {
    if (!this.isEnabledFor(level)) return
    const name = NAMES[level] ?? `Level ${level}`
    sink({ logger: this.name, level: name, message: formatted(msg, args) })
  }

  debug(msg: unknown, ...args: unknown[]): void {
    this.log(DEBUG, msg, ...args)
  }
  info(msg: unknown, ...args: unknown[]): void {
    this.log(INFO, msg, ...args)
  }
  warning(msg: unknown, ...args: unknown[]): void {
    this.log(WARNING, msg, ...args)
  }
  error(msg: unknown, ...args: unknown[]): void {
    this.log(ERROR, msg, ...args)
  }
  exception(msg: unknown, ...args: unknown[]): void {
    this.log(ERROR, msg, ...args)
  }
  critical(msg: unknown, ...args: unknown[]): void {
    this.log(CRITICAL, msg, ...args)
  }
}

const root = new Logger('root', null)
const loggers = new Map<string, Logger>()
reset()

/** The same logger for the same name. Without a name: the root. */
export function getLogger(name = ''): Logger {
  if (name === '' || name === 'root') return root
  let logger = loggers.get(name)
  if (logger === undefined) {
    const dot = name.lastIndexOf('.')
    logger = new Logger(name, dot === -1 ? root : getLogger(name.slice(0, dot)))
    loggers.set(name, logger)
  }
  return logger
}

/** Takes the levels of a LOGGING setting over what Django sets by default: `django` speaks from INFO on. */
export function dictConfig(config: unknown): void {
  reset()
  const loggersConfig = mapping.get(config, 'loggers') ?? {}
  for (const [name, options] of mapping.entries(loggersConfig))
    setLevelOf(getLogger(String(name)), options)
  setLevelOf(root, mapping.get(config, 'root'))
}

export const info = (msg: unknown, ...args: unknown[]): void => root.info(msg, ...args)
export const warning = (msg: unknown, ...args: unknown[]): void => root.warning(msg, ...args)
export const error = (msg: unknown, ...args: unknown[]): void => root.error(msg, ...args)
export const debug = (msg: unknown, ...args: unknown[]): void => root.debug(msg, ...args)

function reset(): void {
  for (const logger of loggers.values()) logger.level = NOTSET
  root.level = WARNING
  getLogger('django').level = INFO
}

function setLevelOf(logger: Logger, options: unknown): void {
  const level =
    options === undefined || options === null ? undefined : mapping.get(options, 'level')
  if (level !== undefined && level !== null) logger.setLevel(level as number | string)
}

function levelNumber(level: number | string): number {
  if (typeof level === 'number') return level
  return Number(Object.entries(NAMES).find(([, name]) => name === level)?.[0] ?? NOTSET)
}

/** As in Python: the message is a `%` format only when there are arguments. */
function formatted(msg: unknown, args: readonly unknown[]): string {
  const [only] = args
  const values = args.length === 1 && mapping.isMapping(only) ? only : tuple(args)
  return args.length === 0 ? str(msg) : percent_format(str(msg), values)
}
