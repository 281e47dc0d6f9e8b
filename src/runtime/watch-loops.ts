/**
 * Puts the call of a module's loop counter at the start of every loop body, on the line that is there already.
 */
import { getFormattedTokens } from 'sucrase'
import { LOOP_COUNTER } from './loops.ts'

// with `await` or a comment before the parenthesis, too
const MAY_HAVE_LOOP = /\b(?:for|while)(?:\s|await\b|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/.*\n)*\(/

interface Token {
  /** `while`, `(`, `name`: the token itself for keywords and signs. */
  readonly label: string
  readonly start: number
  readonly end: number
  readonly line: number
}

/**
 * Adds the calls without adding lines. Code that cannot be read is left as it is: only the report is lost.
 * @param source  what the learner wrote, where `code` was made of it: reading the tokens takes as long as compiling,
 *   and a loop that only the compiler wrote is not worth it
 */
export function watchLoops(code: string, source = code): string {
  if (!MAY_HAVE_LOOP.test(source)) return code
  let tokens: readonly Token[]
  try {
    tokens = tokensOf(code)
  } catch {
    return code
  }
  const inserts: { at: number; text: string }[] = []
  tokens.forEach((token, index) => {
    const call = `${LOOP_COUNTER}(${token.line})`
    // `for await (`
    const open = tokens.findIndex(({ label }, at) => at > index && at < index + 3 && label === '(')
    if (open === -1) return
    if (token.label === 'while') inserts.push({ at: tokens[open]!.end, text: `${call},` })
    if (token.label === 'for') inserts.push(...insertsOfFor(tokens, open, call))
  })
  let result = code
  for (const { at, text } of inserts.sort((a, b) => b.at - a.at)) {
    result = result.slice(0, at) + text + result.slice(at)
  }
  return result
}

/** `for (;;)` counts where it moves on; `for (… of …)` at the start of its block, if it has one. */
function insertsOfFor(tokens: readonly Token[], open: number, call: string) {
  let depth = 0
  const semicolons: number[] = []
  for (let index = open; index < tokens.length; index += 1) {
    const { label, end } = tokens[index]!
    if (label === '(' || label === '[' || label === '{' || label === '${') depth += 1
    if (label === ')' || label === ']' || label === '}') depth -= 1
    if (label === ';' && depth === 1) semicolons.push(index)
    if (depth > 0) continue
    const [, second] = semicolons
    if (second !== undefined) {
      const text = tokens[second + 1]!.label === ')' ? call : `${call},`
      return [{ at: tokens[second]!.end, text }]
    }
    const next = tokens[index + 1]
    return next?.label === '{' && end <= next.start ? [{ at: next.end, text: `${call};` }] : []
  }
  return []
}

/** Sucrase, which is here already, lists its tokens as a table: `2:1-2:6  while  while …`. */
function tokensOf(code: string): readonly Token[] {
  const starts = [0]
  for (let at = code.indexOf('\n'); at !== -1; at = code.indexOf('\n', at + 1)) starts.push(at + 1)
  const offset = (line: string, column: string) => starts[Number(line) - 1]! + Number(column) - 1
  const table = getFormattedTokens(code, { transforms: [] })
  return [...table.matchAll(/^(\d+):(\d+)-(\d+):(\d+) +(\S+)/gm)].map(
    ([, line, column, endLine, endColumn, label]) => ({
      label: label!,
      start: offset(line!, column!),
      end: offset(endLine!, endColumn!),
      line: Number(line),
    }),
  )
}
