/**
 * Watches what the variables of one render print, while something traces: the value after each filter, and where the
 * output stands in the page. The place is counted along while the page grows; a tag that changes what is inside of it
 * is noticed by the lengths, and takes the places away. With nothing tracing there is no watch.
 */
import { SafeString } from '../../base/python/safe_string.ts'
import { type_name } from '../../base/python/protocols.ts'
import type { FilterStep, PrintedVariable } from '../../trace/printed.ts'
import { shortRepr } from '../utils/short_repr.ts'
import type { Context } from './context.ts'
import type { Node, VariableNode } from './node.ts'
import { UNKNOWN_SOURCE } from './origin.ts'

const MAX_VARIABLES = 300
/** Of one variable; a loop goes on being counted. */
const MAX_SAMPLES = 3
const MAX_OUTPUT = 160

interface Sample {
  readonly steps: readonly FilterStep[]
  readonly text: string
  at: number | null
}

interface Variable {
  readonly node: VariableNode
  readonly block: string | null
  times: number
  readonly samples: Sample[]
}

export class OutputWatch {
  /** How long the page is at this moment, as far as one can tell. */
  at = 0
  /** Name of the block that renders. */
  block: string | null = null
  readonly #variables = new Map<Node, Variable>()
  /** All samples in order. */
  readonly #samples: Sample[] = []

  /** Samples so far: what comes after belongs to the node that begins now. */
  get count(): number {
    return this.#samples.length
  }

  /** A node has printed `length` characters from `start`. */
  passed(start: number, length: number, samplesBefore: number): void {
    const end = start + length
    if (this.at !== end) {
      for (let i = samplesBefore; i < this.#samples.length; i++) this.#samples[i]!.at = null
      this.at = end
    }
  }

  /** Prints a variable as `print` does, and keeps what happened on the way. */
  variable(node: VariableNode, context: Context, print: (value: unknown) => string): string {
    let variable = this.#variables.get(node)
    if (variable === undefined && this.#variables.size < MAX_VARIABLES) {
      variable = { node, block: this.block, times: 0, samples: [] }
      this.#variables.set(node, variable)
    }
    const expression = node.filter_expression
    const { at } = this
    if (variable === undefined || (variable.times += 1) > MAX_SAMPLES) {
      const text = print(expression.value(context, false))
      this.at = at + text.length
      return text
    }
    const steps: FilterStep[] = []
    const value = expression.value(context, false, null, (filter, value) => {
      const isSafe = value instanceof SafeString
      steps.push({ filter, type: type_name(value), value: shortRepr(value), isSafe })
    })
    const text = print(value)
    const sample: Sample = { steps, text, at }
    variable.samples.push(sample)
    this.#samples.push(sample)
    this.at = at + text.length
    return text
  }

  /** @param page  what the template printed in the end: only places where the text really stands are told */
  printed(page: string): PrintedVariable[] {
    return [...this.#variables.values()].map(({ node, block, times, samples }) => {
      const { origin, token, filter_expression } = node
      const isFile = origin !== null && origin.name !== UNKNOWN_SOURCE && token !== null
      return {
        expression: filter_expression.token,
        where: isFile ? { file: origin.name, line: token.lineno } : null,
        block,
        times,
        samples: samples.map(({ steps, text, at }) => ({
          steps,
          output: text.length > MAX_OUTPUT ? `${text.slice(0, MAX_OUTPUT)}…` : text,
          at: at !== null && page.startsWith(text, at) ? at : null,
          length: text.length,
        })),
      }
    })
  }
}

/** The watch of the render that runs now. */
export const watching: { output: OutputWatch | null } = { output: null }
