/**
 * The arguments that stand in a tag, checked against the function's parameters while the template is compiled.
 *
 * Django: django/template/library.py (parse_bits)
 */
import { TemplateSyntaxError } from './exceptions.ts'
import type { FilterExpression } from './filter_expression.ts'
import { token_kwargs, type Parser } from './parser.ts'

/** What a function says about its parameters, `context` and `content` included. */
export interface TagParameters {
  readonly params: readonly string[]
  /** How many of `params`, from the end, have a default. */
  readonly defaults: number
  readonly varargs: boolean
  readonly kwonly: readonly string[]
  /** Keyword-only ones that have a default. */
  readonly kwonlyDefaults: readonly string[]
  readonly varkw: boolean
}

export interface TagArguments {
  readonly args: readonly FilterExpression[]
  readonly kwargs: Readonly<Record<string, FilterExpression>>
}

export function parse_bits(
  parser: Parser,
  bits: readonly string[],
  signature: TagParameters,
  name: string,
): TagArguments {
  const { params, kwonly, varkw, varargs } = signature
  const args: FilterExpression[] = []
  const kwargs: Record<string, FilterExpression> = {}
  let missing = [...params]
  let missingKwonly = kwonly.filter((param) => !signature.kwonlyDefaults.includes(param))
  for (const bit of bits) {
    const named = Object.entries(token_kwargs([bit], parser))[0]
    if (named === undefined) {
      if (Object.keys(kwargs).length > 0) {
        throw new TemplateSyntaxError(
          `'${name}' received some positional argument(s) after some keyword argument(s)`,
        )
      }
      args.push(parser.compile_filter(bit))
      if (missing.shift() === undefined && !varargs) {
        throw new TemplateSyntaxError(`'${name}' received too many positional arguments`)
      }
      continue
    }
    const [param, value] = named
    if (!params.includes(param) && !kwonly.includes(param) && !varkw) {
      throw new TemplateSyntaxError(`'${name}' received unexpected keyword argument '${param}'`)
    }
    if (Object.hasOwn(kwargs, param)) {
      throw new TemplateSyntaxError(
        `'${name}' received multiple values for keyword argument '${param}'`,
      )
    }
    kwargs[param] = value
    if (missing.includes(param)) missing = missing.filter((other) => other !== param)
    else missingKwonly = missingKwonly.filter((other) => other !== param)
  }
  // Django cuts the defaults off the end of what is left, whichever parameters these are
  if (signature.defaults > 0) missing = missing.slice(0, -signature.defaults)
  const unhandled = [...missing, ...missingKwonly]
  if (unhandled.length > 0) {
    throw new TemplateSyntaxError(
      `'${name}' did not receive value(s) for the argument(s): ${unhandled.map((param) => `'${param}'`).join(', ')}`,
    )
  }
  return { args, kwargs }
}
