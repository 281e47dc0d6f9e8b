/**
 * The event loop of the learner's coroutines. It is ours and not the host's, since code that is synchronous may have to
 * wait for a coroutine (a synchronous middleware around an async view): it turns this loop until the result is there.
 * Left alone, the loop turns by itself.
 */
export interface LoopPorts {
  /** Microseconds of a clock that never goes back. */
  monotonic(): number
  /** Calls `wake` after that many microseconds; what it returns calls it off. */
  after(us: number, wake: () => void): () => void
  /** The thread is about to wait without doing anything: the last moment to hand out what is known. */
  onIdle?(): void
}

interface Timer {
  readonly dueUs: number
  readonly run: () => void
}

/** The host's own, whatever the learner's code is given under this name. */
const HostPromise = Promise

class EventLoop {
  #ports: LoopPorts = { monotonic: () => 0, after: () => () => undefined }
  #ready: (() => void)[] = []
  /** Soonest first. */
  #timers: Timer[] = []
  #isWoken = false
  #callOff: (() => void) | null = null

  setPorts(ports: LoopPorts): void {
    this.#ports = ports
    this.#ready = []
    this.#timers = []
  }

  soon(run: () => void): void {
    this.#ready.push(run)
    this.#wake()
  }

  /** @returns what calls it off */
  later(us: number, run: () => void): () => void {
    const timer: Timer = { dueUs: this.#ports.monotonic() + Math.max(0, us), run }
    const at = this.#timers.findIndex(({ dueUs }) => dueUs > timer.dueUs)
    this.#timers.splice(at === -1 ? this.#timers.length : at, 0, timer)
    this.#wake()
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /**
   * Turns until `isDone`, keeping the thread.
   * @returns false where nothing is left that could ever make it so
   */
  turnUntil(isDone: () => boolean): boolean {
    while (!isDone()) {
      if (this.#turnOnce()) continue
      if (this.#timers.length === 0) return false
      this.#ports.onIdle?.()
      const { dueUs } = this.#timers[0]!
      while (this.#ports.monotonic() < dueUs);
    }
    return true
  }

  /** Runs the next callback. @returns whether there was one */
  #turnOnce(): boolean {
    while (this.#timers.length > 0 && this.#timers[0]!.dueUs <= this.#ports.monotonic()) {
      this.#ready.push(this.#timers.shift()!.run)
    }
    const next = this.#ready.shift()
    next?.()
    return next !== undefined
  }

  /** The host calls back as soon as it can, or when the next timer is due. */
  #wake(): void {
    if (this.#isWoken) return
    this.#isWoken = true
    void HostPromise.resolve().then(() => this.#turn())
  }

  #turn(): void {
    this.#isWoken = false
    this.#callOff?.()
    this.#callOff = null
    try {
      while (this.#turnOnce());
    } finally {
      // a callback that throws must not take the others along
      if (this.#ready.length > 0) this.#wake()
      else this.#sleep()
    }
  }

  #sleep(): void {
    const [next] = this.#timers
    if (next === undefined) return
    this.#ports.onIdle?.()
    this.#callOff = this.#ports.after(next.dueUs - this.#ports.monotonic(), () => this.#turn())
  }
}

/** A process has one, as a process of Django's has for each thread. */
export const loop = new EventLoop()
