/**
 * What may follow the beginning of a template: the framework's own parser reads it, and is asked what it waits for when
 * the text ends. Tags that it refuses are left out and it reads again, since a page that is being written is half wrong.
 */
import type { TemplateStart } from '../protocol/answers.ts'
import { Engine } from '../framework/template/engine.ts'
import { Lexer, type Token } from '../framework/template/lexer.ts'
import { Parser } from '../framework/template/parser.ts'
import type { CompilingEngine } from '../framework/template/template.ts'

/** Each wrong tag is one more reading. */
const MAX_READINGS = 50

class Waiting extends Error {
  constructor(readonly expected: readonly string[]) {
    super()
  }
}

/** Stops where the text ends inside of something. */
class StartParser extends Parser {
  override unclosed_block_tag(parse_until: readonly string[]): never {
    throw new Waiting(parse_until)
  }
}

export function templateStart(
  text: string,
  engine: CompilingEngine = Engine.get_default(),
): TemplateStart {
  let tokens: readonly Token[] = new Lexer(text).tokenize()
  for (let reading = 1; ; reading += 1) {
    const parser = new StartParser(tokens, engine.template_libraries, engine.template_builtins)
    let expected: readonly string[] = []
    try {
      parser.parse()
    } catch (error) {
      const wrong = (error as { token?: Token | null }).token
      if (error instanceof Waiting) expected = error.expected
      else if (wrong !== undefined && wrong !== null && reading < MAX_READINGS) {
        tokens = tokens.filter((token) => token !== wrong)
        continue
      }
    }
    return {
      expected: [...expected],
      tags: [...parser.tags.keys()],
      filters: [...parser.filters.keys()],
    }
  }
}
