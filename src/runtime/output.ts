/** What a learner's code says while a request runs, put into its trace: `print`, `console.log` and `logging`. */
import { setLogSink } from '../base/python/logging.ts'
import { repr, str } from '../base/python/protocols.ts'
import { tracing } from '../trace/tracer.ts'

interface HostGlobals {
  print?: (...values: unknown[]) => void
  console?: Record<string, (...values: unknown[]) => void>
}

const LEVELS: Readonly<Record<string, string>> = {
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
}

/** Makes `print` a global, as it is in Python, and listens to `console`, which goes on to work. */
export function captureOutput(host: HostGlobals): void {
  host.print = (...values) => {
    tracing.tracer?.event('print', { text: values.map(str).join(' ') }, 'caller')
  }
  setLogSink((record) => tracing.tracer?.event('log', { ...record }, 'caller'))
  const { console } = host
  if (console === undefined) return
  for (const [name, level] of Object.entries(LEVELS)) {
    const original = console[name]
    if (original === undefined || original.name === 'captured') continue
    console[name] = function captured(...values) {
      const message = values
        .map((value) => (typeof value === 'string' ? value : repr(value)))
        .join(' ')
      tracing.tracer?.event('log', { logger: 'console', level, message }, 'caller')
      original.apply(console, values)
    }
  }
}
