/**
 * Arithmetic on expressions. TypeScript has no operators of its own to give, so `F('views') + 1` is
 * `new F('views').add(1)`; the dunder methods are the same code for Python.
 *
 * Django: Combinable in django/db/models/expressions.py
 */
import { NotImplementedError } from '../../../../base/python/exceptions.ts'
import { isExpression, late } from '../late.ts'
import { Q } from '../query_utils.ts'

const BITWISE_HINT = 'Use .bitand(), .bitor(), and .bitxor() for bitwise logical operations.'

export class Combinable {
  static readonly ADD = '+'
  static readonly SUB = '-'
  static readonly MUL = '*'
  static readonly DIV = '/'
  static readonly POW = '^'
  // doubled, because SQL text still passes through placeholder formatting
  static readonly MOD = '%%'
  static readonly BITAND = '&'
  static readonly BITOR = '|'
  static readonly BITLEFTSHIFT = '<<'
  static readonly BITRIGHTSHIFT = '>>'
  static readonly BITXOR = '#'

  _combine(other: unknown, connector: string, reversed = false): any {
    const operand = isExpression(other) ? other : new late.Value(other)
    return reversed
      ? new late.CombinedExpression(operand, connector, this)
      : new late.CombinedExpression(this, connector, operand)
  }

  add(other: unknown): any {
    return this._combine(other, '+')
  }
  sub(other: unknown): any {
    return this._combine(other, '-')
  }
  mul(other: unknown): any {
    return this._combine(other, '*')
  }
  div(other: unknown): any {
    return this._combine(other, '/')
  }
  mod(other: unknown): any {
    return this._combine(other, '%%')
  }
  pow(other: unknown): any {
    return this._combine(other, '^')
  }
  neg(): any {
    return this._combine(-1, '*')
  }
  bitand(other: unknown): any {
    return this._combine(other, '&')
  }
  bitor(other: unknown): any {
    return this._combine(other, '|')
  }
  bitxor(other: unknown): any {
    return this._combine(other, '#')
  }
  bitleftshift(other: unknown): any {
    return this._combine(other, '<<')
  }
  bitrightshift(other: unknown): any {
    return this._combine(other, '>>')
  }

  and(other: unknown): any {
    return this.asQ(other, 'and')
  }
  or(other: unknown): any {
    return this.asQ(other, 'or')
  }
  xor(other: unknown): any {
    return this.asQ(other, 'xor')
  }
  not(): any {
    return new late.NegatedExpression(this)
  }

  asc(options: object = {}): any {
    return new late.OrderBy(this, options)
  }
  desc(options: object = {}): any {
    return new late.OrderBy(this, { ...options, descending: true })
  }

  __add__(other: unknown): any {
    return this.add(other)
  }
  __sub__(other: unknown): any {
    return this.sub(other)
  }
  __mul__(other: unknown): any {
    return this.mul(other)
  }
  __truediv__(other: unknown): any {
    return this.div(other)
  }
  __mod__(other: unknown): any {
    return this.mod(other)
  }
  __pow__(other: unknown): any {
    return this.pow(other)
  }
  __neg__(): any {
    return this.neg()
  }
  __radd__(other: unknown): any {
    return this._combine(other, '+', true)
  }
  __rsub__(other: unknown): any {
    return this._combine(other, '-', true)
  }
  __rmul__(other: unknown): any {
    return this._combine(other, '*', true)
  }
  __rtruediv__(other: unknown): any {
    return this._combine(other, '/', true)
  }
  __rmod__(other: unknown): any {
    return this._combine(other, '%%', true)
  }
  __rpow__(other: unknown): any {
    return this._combine(other, '^', true)
  }
  __and__(other: unknown): any {
    return this.and(other)
  }
  __or__(other: unknown): any {
    return this.or(other)
  }
  __xor__(other: unknown): any {
    return this.xor(other)
  }
  __invert__(): any {
    return this.not()
  }

  private asQ(other: any, operator: 'and' | 'or' | 'xor'): Q {
    if ((this as { conditional?: boolean }).conditional !== true || other?.conditional !== true)
      throw new NotImplementedError(BITWISE_HINT)
    return new Q(this)[operator](new Q(other))
  }
}
