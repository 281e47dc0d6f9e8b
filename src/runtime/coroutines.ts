/**
 * The learner's `async` functions as coroutines of ours: `async` becomes a generator that our event loop runs, `await`
 * becomes `yield`. Python's event loop can be waited for by synchronous code, the browser's cannot; ours can. Text is
 * put in without adding a line, so places stay true. Acorn tells where an expression ends, which no token does.
 */
import { parse, type AnyNode, type Function as FunctionNode, type Node } from 'acorn'

/** The name under which a module finds what its coroutines need. */
export const COROUTINES = '__roundtrip_async'

export interface Coroutines {
  readonly code: string
  /** The exact texts of the functions that were `async`, as `toString()` gives them. */
  readonly texts: readonly string[]
}

/** Code that cannot be read is left as it is: its functions are then the browser's own. */
export function makeCoroutines(code: string): Coroutines {
  if (!/\basync\b/.test(code)) return { code, texts: [] }
  let program: Node
  try {
    program = parse(code, {
      ecmaVersion: 'latest',
      allowReturnOutsideFunction: true,
      locations: true,
    })
  } catch {
    return { code, texts: [] }
  }
  return new Rewriter(code).rewrite(program as AnyNode)
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A function whose body is being read. */
interface Scope {
  readonly kind: 'async' | 'async generator' | 'plain'
  readonly isArrow: boolean
  /** `super` is not to be had in a generator: it is handed in. */
  usesSuper: boolean
  usesArguments: boolean
}

class Rewriter {
  readonly #code: string
  readonly #edits: Edit[] = []
  readonly #scopes: Scope[] = []
  readonly #texts: { readonly start: number; readonly end: number }[] = []
  #loops = 0

  constructor(code: string) {
    this.#code = code
  }

  rewrite(program: AnyNode): Coroutines {
    this.#visit(program, null, null)
    return {
      code: this.#applied(0, this.#code.length),
      texts: this.#texts.map(({ start, end }) => this.#applied(start, end)),
    }
  }

  /** @param name  what the function that may come is called, by where it stands */
  #visit(node: AnyNode, parent: AnyNode | null, name: string | null): void {
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.#function(node, parent, name)
        return
      case 'AwaitExpression': {
        // a line may begin here, behind one without a semicolon
        const isFirst =
          parent?.type === 'ExpressionStatement' || this.#statementStart === node.start
        const line = node.loc?.start.line ?? 1
        this.#put(
          node.start,
          node.start + 'await'.length,
          `${isFirst ? '0,' : ''}(yield ${COROUTINES}.at(${line},`,
        )
        this.#children(node)
        this.#put(node.end, node.end, '))')
        return
      }
      case 'YieldExpression':
        this.#yield(node)
        return
      case 'ForOfStatement':
        if (node.await) this.#forAwait(node, parent)
        else this.#children(node)
        return
      case 'ExpressionStatement': {
        const outer = this.#statementStart
        this.#statementStart = node.start
        this.#children(node)
        this.#statementStart = outer
        return
      }
      case 'MethodDefinition':
      case 'Property': {
        const { value } = node
        const isMethod = node.type === 'MethodDefinition' || node.method
        if (isMethod && value?.type === 'FunctionExpression' && value.async) {
          this.#methodHead(node.start, node.key.start)
        }
        if (node.computed) this.#visit(node.key, node, null)
        if (value) this.#visit(value, node, nameOf(node.key))
        return
      }
      case 'VariableDeclarator':
        if (node.init) this.#visit(node.init, node, nameOf(node.id))
        if (node.id.type !== 'Identifier') this.#visit(node.id, node, null)
        return
      case 'AssignmentExpression':
        this.#visit(node.left, node, null)
        this.#visit(node.right, node, nameOf(node.left))
        return
      case 'CallExpression':
        if (isSuperMember(node.callee) && this.#needsSuper()) {
          const { end } = node.callee
          this.#visit(node.callee, node, null)
          const open = this.#code.indexOf('(', end) + 1
          this.#put(end, end, '.call')
          this.#put(open, open, node.arguments.length > 0 ? 'this,' : 'this')
          for (const argument of node.arguments) this.#visit(argument, node, null)
        } else this.#children(node)
        return
      case 'MemberExpression':
        if (isSuperMember(node) && this.#needsSuper()) {
          const { object, property } = node
          if (node.computed) {
            this.#put(object.start, property.start, '$super(')
            this.#visit(property, node, null)
            this.#put(property.end, node.end, ')')
          } else {
            const key = this.#code.slice(property.start, property.end)
            this.#put(object.start, node.end, `$super('${key}')`)
          }
        } else this.#children(node)
        return
      case 'Identifier':
        if (node.name === 'arguments')
          for (const scope of this.#lexical()) scope.usesArguments = true
        return
      default:
        this.#children(node)
    }
  }

  #statementStart = -1

  /** The scopes that share `this`, `super` and `arguments` with the code that is being read, innermost first. */
  #lexical(): readonly Scope[] {
    const shared: Scope[] = []
    for (const scope of this.#scopes.toReversed()) {
      shared.push(scope)
      if (!scope.isArrow) break
    }
    return shared
  }

  /** Some generator stands between here and the method; every one on the way hands `$super` on. */
  #needsSuper(): boolean {
    const shared = this.#lexical()
    const outermost = shared.findLastIndex(({ kind }) => kind !== 'plain')
    if (outermost === -1) return false
    for (const scope of shared.slice(0, outermost + 1)) scope.usesSuper = true
    return true
  }

  #function(node: FunctionNode & AnyNode, parent: AnyNode | null, name: string | null): void {
    const isArrow = node.type === 'ArrowFunctionExpression'
    const kind = !node.async ? 'plain' : node.generator ? 'async generator' : 'async'
    const outerStatement = this.#statementStart
    this.#statementStart = -1
    for (const param of node.params) this.#visit(param, node, null)
    const scope: Scope = { kind, isArrow, usesSuper: false, usesArguments: false }
    const insideGenerator = this.#lexical().some((outer) => outer.kind !== 'plain')
    this.#scopes.push(scope)
    const before = this.#edits.length
    this.#visit(node.body, node, null)
    this.#scopes.pop()
    this.#statementStart = outerStatement
    if (kind === 'plain') return

    const isMethod =
      parent?.type === 'MethodDefinition' || (parent?.type === 'Property' && parent.method)
    const start = isMethod ? parent.key.start : this.#functionHead(node)
    this.#texts.push({ start, end: node.end })
    const own = node.id?.name ?? name
    const params = scope.usesSuper ? '$super' : ''
    const [open, close] =
      own !== null && /^[\w$]+$/.test(own)
        ? [`({*${own}(${params})`, `}).${own}`]
        : [`(function*(${params})`, ')']
    const args = scope.usesArguments
      ? ',arguments'
      : scope.usesSuper
        ? `,[${isArrow && insideGenerator ? '$super' : '(n)=>super[n]'}]`
        : ''
    const call = `${COROUTINES}.${kind === 'async' ? 'run' : 'generate'}(`
    const end = `${close},this${args})`
    const { body } = node
    // in front of all that was put into the body, and behind it
    if (body.type === 'BlockStatement') {
      this.#insertBefore(before, body.start, `{return ${call}${open}`)
      this.#put(body.end, body.end, `${end}}`)
    } else {
      this.#insertBefore(before, body.start, `${call}${open}{return `)
      this.#put(body.end, body.end, `}${end}`)
    }
  }

  /** Takes `async` away. @returns where the function begins without it */
  #functionHead(node: FunctionNode): number {
    const after = this.#code.slice(node.start).search(/(?<=^async)\s*\S/) + node.start
    const start = after + this.#code.slice(after).search(/\S/)
    this.#put(node.start, node.start + 'async'.length, '')
    if (node.generator) {
      const star = this.#code.indexOf('*', start)
      this.#put(star, star + 1, '')
    }
    return start
  }

  #methodHead(from: number, key: number): void {
    const head = this.#code.slice(from, key)
    const at = from + head.search(/\basync\b/)
    this.#put(at, at + 'async'.length, '')
    const star = head.indexOf('*')
    if (star !== -1) this.#put(from + star, from + star + 1, '')
  }

  #yield(node: Extract<AnyNode, { type: 'YieldExpression' }>): void {
    if (this.#scopes.at(-1)?.kind !== 'async generator') {
      this.#children(node)
      return
    }
    const { argument } = node
    if (argument === null || argument === undefined) {
      this.#put(node.end, node.end, ` ${COROUTINES}.give()`)
      return
    }
    const line = node.loc?.start.line ?? 1
    if (node.delegate) this.#put(argument.start, argument.start, `${COROUTINES}.delegate(`)
    else {
      const given = `${COROUTINES}.give(yield ${COROUTINES}.at(${line},`
      this.#put(argument.start, argument.start, given)
    }
    this.#visit(argument, node, null)
    this.#put(argument.end, argument.end, node.delegate ? ')' : '))')
  }

  /** A plain loop that awaits each step, and closes what it goes through where it is left early. */
  #forAwait(node: Extract<AnyNode, { type: 'ForOfStatement' }>, parent: AnyNode | null): void {
    const { left, right, body } = node
    const n = (this.#loops += 1)
    const [each, step, over] = [`$each${n}`, `$step${n}`, `$over${n}`]
    const line = node.loc?.start.line ?? 1
    this.#visit(left, node, null)
    this.#visit(right, node, null)
    this.#visit(body, node, null)
    let label = ''
    if (parent?.type === 'LabeledStatement') {
      label = `${parent.label.name}:`
      this.#put(parent.start, node.start, '\n'.repeat(this.#lines(parent.start, node.start)))
    }
    const source = this.#applied(right.start, right.end)
    const target = this.#applied(left.start, left.end)
    const next = `yield ${COROUTINES}.at(${line},${each}.next())`
    this.#replace(
      node.start,
      body.start,
      `{const ${each}=${COROUTINES}.iterate(${source});let ${over}=true;try{${label}for(let ${step};` +
        `${over}=true,!(${over}=(${step}=(${next})).done);){${target}=${step}.value;` +
        '\n'.repeat(this.#lines(node.start, body.start) - linesIn(source) - linesIn(target)),
    )
    this.#put(body.end, body.end, `}}finally{if(!${over}&&${each}.return)yield ${each}.return()}}`)
  }

  #children(node: AnyNode): void {
    for (const value of Object.values(node) as unknown[]) {
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (isNode(child)) this.#visit(child, node, null)
      }
    }
  }

  #put(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text })
  }

  #insertBefore(index: number, at: number, text: string): void {
    this.#edits.splice(index, 0, { start: at, end: at, text })
  }

  /** Puts `text` in place of a range, whose own edits are in it already. */
  #replace(start: number, end: number, text: string): void {
    const inside = (edit: Edit) => edit.start >= start && edit.end <= end && edit.start < end
    const kept = this.#edits.filter((edit) => !inside(edit))
    this.#edits.splice(0, this.#edits.length, ...kept, { start, end, text })
  }

  /** The text of a range with its edits: those at one place in the order in which they were made. */
  #applied(start: number, end: number): string {
    const edits = this.#edits
      .filter((edit) => edit.start >= start && edit.end <= end)
      .sort((a, b) => a.start - b.start || a.end - b.end)
    let text = ''
    let at = start
    for (const edit of edits) {
      text += this.#code.slice(at, edit.start) + edit.text
      at = Math.max(at, edit.end)
    }
    return text + this.#code.slice(at, end)
  }

  #lines(start: number, end: number): number {
    return linesIn(this.#code.slice(start, end))
  }
}

const linesIn = (text: string) => text.split('\n').length - 1

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

function isSuperMember(node: AnyNode): boolean {
  return node.type === 'MemberExpression' && node.object.type === 'Super'
}

/** `view` of `const view = …`, `exports.view = …` and `{ view: … }`. */
function nameOf(node: AnyNode): string | null {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' && !node.computed ? nameOf(node.property) : null
}
