/**
 * Python's built-in exceptions by Python's names. The framework raises and catches these by class,
 * so that a learner's `except ValueError` means the same in either language.
 *
 * Python: library/exceptions
 */
import { class_name } from './class_name.ts'
import { repr, str } from './repr.ts'

/** What a learner needs beside the message; the debug page and the app render it in this order. */
export interface Teaching {
  /** Stable id of the explanation, such as `urls.no_reverse`. */
  id?: string
  /** One action, starting with a verb, or a question with one candidate. */
  hint?: string
}

/** Root of all exceptions that Python code could raise or catch. `args` are kept as given. */
export class Exception extends Error {
  readonly args: readonly unknown[]
  /** Set where the raiser knows how to help; never changes the message. */
  teaching: Teaching | null = null
  /** Python's `raise … from cause`. */
  __cause__: unknown = null

  constructor(...args: unknown[]) {
    const [first] = args
    // what is no text, such as all the URLs that were tried, is printed only for those who read it
    if (typeof first === 'string' || args.length === 0) super(first as string | undefined)
    else super()
    this.args = args
  }

  /** The text of the exception alone, as Python's `str(e)`. */
  __str__(): string {
    return this.args.length > 1 ? `(${this.args.map(repr).join(', ')})` : this.message
  }
}

// `name` on the prototype: one definition serves every subclass, the learner's too
Object.defineProperty(Exception.prototype, 'name', {
  get(this: Exception) {
    return class_name(this.constructor)
  },
  configurable: true,
})

Object.defineProperty(Exception.prototype, 'message', {
  get(this: Exception) {
    // JavaScript itself reads it once while the error is being made
    const { args } = this as { args?: readonly unknown[] }
    return args === undefined || args.length === 0 ? '' : str(args[0])
  },
  set(this: Exception, value: unknown) {
    Object.defineProperty(this, 'message', { value, writable: true, configurable: true })
  },
  configurable: true,
})

export class ArithmeticError extends Exception {}
export class ZeroDivisionError extends ArithmeticError {}
export class OverflowError extends ArithmeticError {}
export class AssertionError extends Exception {}
export class AttributeError extends Exception {}
export class ImportError extends Exception {}
export class ModuleNotFoundError extends ImportError {}
export class LookupError extends Exception {}
export class IndexError extends LookupError {}
/** Its message is the key; printed, the key shows as its `repr`, so that an empty one can be seen. */
export class KeyError extends LookupError {
  override __str__(): string {
    return this.args.length === 1 ? repr(this.args[0]) : this.message
  }
}
export class NameError extends Exception {}
export class OSError extends Exception {}
export class FileNotFoundError extends OSError {}
export class IsADirectoryError extends OSError {}
export class RuntimeError extends Exception {}
export class NotImplementedError extends RuntimeError {}
export class RecursionError extends RuntimeError {}
export class StopIteration extends Exception {}
export class ValueError extends Exception {}
export class UnicodeError extends ValueError {}
export class UnicodeDecodeError extends UnicodeError {
  /** The bytes at fault: from `start` up to `end`. */
  start = 0
  end = 0
}
export class UnicodeEncodeError extends UnicodeError {}

/** Python's TypeError; exported under its own name, it hides JavaScript's where it is imported. */
export class TypeError extends Exception {}
