/**
 * Time zones in templates. A value that a filter has converted is marked, so that it is not converted again when it is
 * shown.
 *
 * Django: django/templatetags/tz.py
 */
import { datetime, timezone as fixedZone, tzinfo, ZoneInfo } from '../../base/python/datetime.ts'
import { Exception } from '../../base/python/exceptions.ts'
import { repr } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { TemplateSyntaxError } from '../template/exceptions.ts'
import { takes } from '../template/filter_function.ts'
import type { FilterExpression } from '../template/filter_expression.ts'
import type { Token } from '../template/lexer.ts'
import { Library } from '../template/library.ts'
import { Node, type NodeList, type Render } from '../template/node.ts'
import type { Parser } from '../template/parser.ts'
import * as timezone from '../utils/timezone.ts'
import { onOrOff } from './l10n.ts'

export const register = new Library()

function inZone(value: unknown, zone: unknown): unknown {
  if (!(value instanceof datetime)) return ''
  const tz = zoneOf(zone)
  if (tz === null) return ''
  try {
    const aware = timezone.is_naive(value)
      ? timezone.make_aware(value, timezone.get_default_timezone())
      : value
    const local = timezone.localtime(aware, tz)
    Object.defineProperty(local, 'convert_to_local_time', { value: false })
    return local
  } catch (error) {
    if (error instanceof Exception) return ''
    throw error
  }
}

function zoneOf(zone: unknown): tzinfo | null {
  if (zone instanceof tzinfo) return zone
  if (!isString(zone)) return null
  try {
    return new ZoneInfo(String(zone))
  } catch (error) {
    if (error instanceof Exception) return null
    throw error
  }
}

register.filter(
  'localtime',
  takes((value: unknown) => inZone(value, timezone.get_current_timezone()), 0),
)
register.filter(
  'utc',
  takes((value: unknown) => inZone(value, fixedZone.utc), 0),
)
register.filter('timezone', takes(inZone, 1))

class LocalTimeNode extends Node {
  constructor(
    readonly nodelist: NodeList,
    readonly use_tz: boolean,
  ) {
    super()
  }

  override compile(): Render {
    const body = this.nodelist.compile()
    return (context) => {
      const outer = context.use_tz
      context.use_tz = this.use_tz
      try {
        return body(context)
      } finally {
        context.use_tz = outer
      }
    }
  }
}

register.tag('localtime', (parser: Parser, token: Token): Node => {
  const isOn = onOrOff(token)
  const nodelist = parser.parse(['endlocaltime'])
  parser.delete_first_token()
  return new LocalTimeNode(nodelist, isOn)
})

class TimezoneNode extends Node {
  constructor(
    readonly nodelist: NodeList,
    readonly tz: FilterExpression,
  ) {
    super()
  }

  override compile(): Render {
    const body = this.nodelist.compile()
    return (context) => {
      const zone = this.tz.value(context, false)
      const during = new timezone.override(isString(zone) ? String(zone) : zone)
      during.__enter__()
      try {
        return body(context)
      } finally {
        during.__exit__()
      }
    }
  }
}

register.tag('timezone', (parser: Parser, token: Token): Node => {
  const bits = token.split_contents()
  if (bits.length !== 2)
    throw new TemplateSyntaxError(`'${bits[0]!}' takes one argument (timezone)`)
  const tz = parser.compile_filter(bits[1]!)
  const nodelist = parser.parse(['endtimezone'])
  parser.delete_first_token()
  return new TimezoneNode(nodelist, tz)
})

class GetCurrentTimezoneNode extends Node {
  constructor(readonly variable: string) {
    super()
  }

  override compile(): Render {
    return (context) => {
      context.set(this.variable, timezone.get_current_timezone_name())
      return ''
    }
  }
}

register.tag('get_current_timezone', (_parser: Parser, token: Token): Node => {
  const words = token.words()
  if (words.length !== 3 || words[1] !== 'as') {
    throw new TemplateSyntaxError(
      `'get_current_timezone' requires 'as variable' (got ${repr(words)})`,
    )
  }
  return new GetCurrentTimezoneNode(words[2]!)
})
