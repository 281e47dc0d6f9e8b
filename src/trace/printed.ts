/**
 * What the variables of a template printed: each with its value after every filter. A variable in a loop is kept a few
 * times and counted from then on, so a table of a thousand rows is as small as one of three.
 */
import type { SourceRange } from '../base/source.ts'

/** A value on its way through the filters. */
export interface FilterStep {
  /** `truncatewords:3` as written; null: the variable itself. */
  readonly filter: string | null
  /** Python's name of its type: `str`, `SafeString`, `QuerySet`. */
  readonly type: string
  /** Python's repr, cut. */
  readonly value: string
  /** It will not be escaped. */
  readonly isSafe: boolean
}

export interface PrintedSample {
  readonly steps: readonly FilterStep[]
  /** What came into the page, cut. */
  readonly output: string
  /** Where it stands in what the template printed, in characters; null where something else changed it afterwards. */
  readonly at: number | null
  /** Characters that it takes there. */
  readonly length: number
}

export interface PrintedVariable {
  /** As written between the braces. */
  readonly expression: string
  readonly where: SourceRange | null
  /** Name of the innermost `{% block %}` around it; null outside of any. */
  readonly block: string | null
  /** How often it was printed; samples are of the first times. */
  readonly times: number
  readonly samples: readonly PrintedSample[]
}
