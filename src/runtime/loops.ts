/**
 * Lets an endless loop say where it is: a call at the start of every loop body counts, and tells the host once the
 * request has been running for long. It never throws, so no loop that would end is cut short: ending is for the
 * watchdog outside.
 */
import { parse, type Node } from 'acorn'
import { simple } from 'acorn-walk'
import type { SourceRange } from '../base/source.ts'

/** The name under which a module finds its counter. */
export const LOOP_COUNTER = '__roundtrip_loop'

const MAY_HAVE_LOOP = /\b(?:for|while)\b/

/** Adds the calls without adding lines. Code that acorn cannot read is left as it is: only the report is lost. */
export function watchLoops(code: string): string {
  if (!MAY_HAVE_LOOP.test(code)) return code
  let program: Node
  try {
    program = parse(code, { ecmaVersion: 'latest', sourceType: 'script', locations: true })
  } catch {
    return code
  }
  const inserts: { at: number; text: string }[] = []
  const watch = (loop: Node) => {
    const { body } = loop as Node & { body: Node }
    const call = `${LOOP_COUNTER}(${loop.loc?.start.line ?? 0});`
    if (body.type === 'BlockStatement') inserts.push({ at: body.start + 1, text: call })
    else inserts.push({ at: body.start, text: `{${call}` }, { at: body.end, text: '}' })
  }
  simple(program, {
    ForStatement: watch,
    ForInStatement: watch,
    ForOfStatement: watch,
    WhileStatement: watch,
    DoWhileStatement: watch,
  })
  let result = code
  for (const { at, text } of inserts.sort((a, b) => b.at - a.at)) {
    result = result.slice(0, at) + text + result.slice(at)
  }
  return result
}

export interface LoopPorts {
  /** Microseconds. */
  monotonic(): number
  onLongLoop(where: SourceRange): void
}

const LOOK_EVERY = 256
const LONG_US = 1_000_000

export class LoopWatch {
  readonly #ports: LoopPorts
  #count = 0
  #nextReportUs = Infinity

  constructor(ports: LoopPorts) {
    this.#ports = ports
  }

  /** A request or the loading of the project begins: its time counts from now. */
  start(): void {
    this.#nextReportUs = this.#ports.monotonic() + LONG_US
  }

  /** The counter of one module: called with the line of the loop at every turn. */
  counterOf(file: string): (line: number) => void {
    return (line) => {
      if ((this.#count += 1) % LOOK_EVERY !== 0) return
      const now = this.#ports.monotonic()
      if (now < this.#nextReportUs) return
      this.#nextReportUs = now + LONG_US
      this.#ports.onLongLoop({ file, line })
    }
  }
}
