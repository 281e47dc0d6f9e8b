/**
 * Lets an endless loop say where it is: a call at the start of every loop body (watch-loops.ts puts it there) counts, and
 * tells the host once the request has been running for long. It never throws, so no loop that would end is cut short:
 * ending is for the watchdog outside.
 */
import type { SourceRange } from '../base/source.ts'

/** The name under which a module finds its counter. */
export const LOOP_COUNTER = '__roundtrip_loop'

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
