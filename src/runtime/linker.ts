/**
 * Links the learner's modules as Python does: a module runs once, at its first import; a cycle gives a half-made
 * module; a name that is not there is an ImportError at the importing line. `'./models'` is relative, `'django/urls'`
 * comes from the table of the framework, and settings name modules with dots.
 */
import { AttributeError, ImportError, ModuleNotFoundError } from '../base/python/exceptions.ts'
import type { SourceRange } from '../base/source.ts'
import { SOURCE_URL } from '../base/stack.ts'
import { nearestName } from '../framework/template/suggest.ts'
import type { Namespace } from '../framework/utils/module_loading.ts'
import { asyncCode } from './async-code.ts'
import { compile, OPEN_STRING, SyntaxError_ } from './compile.ts'
import { importLine, importUses, type ImportUse } from './imports.ts'
import { LOOP_COUNTER, type LoopWatch } from './loops.ts'
import { lineOfOpenString } from './unterminated.ts'

const EXTENSIONS = ['.ts', '/index.ts', '.js', '/index.js']

type Exports = Record<string, unknown>

interface Module {
  readonly exports: Exports
  readonly code: string
  isLoaded: boolean
}

export interface LinkerPorts {
  /** The learner's files by path. */
  readonly files: Readonly<Record<string, string>>
  /** Python's and Django's modules by path: `django/urls`. */
  readonly builtin: Readonly<Record<string, Namespace>>
  readonly loops: LoopWatch
}

/** An import that cannot work; knows its line. */
interface Placed {
  where?: SourceRange
}

export class Linker {
  readonly #ports: LinkerPorts
  readonly #modules = new Map<string, Module>()
  readonly #builtin = new Map<string, Exports>()
  readonly #quietCopies = new WeakMap<Exports, Exports>()
  readonly #places = new WeakMap<object, SourceRange | false>()

  constructor(ports: LinkerPorts) {
    this.#ports = ports
  }

  /** For `setImporter`: `'blog.urls'` → its exports. A missing name is `undefined` here, as the framework expects. */
  readonly importDotted = (dotted: string): Namespace => {
    const path = dotted.replaceAll('.', '/')
    const found = this.#moduleAt(path)
    if (found === null) throw this.#noModule(path)
    return this.#quiet(found.exports)
  }

  /** True where a dotted name is a module or package, without running it. */
  has(dotted: string): boolean {
    const path = dotted.replaceAll('.', '/')
    return this.#fileOf(path) !== null || path in this.#ports.builtin || this.#isFolder(path)
  }

  /** The project's file behind a dotted name. */
  fileOf(dotted: string): string | null {
    return this.#fileOf(dotted.replaceAll('.', '/'))
  }

  /** Where a function or class of the learner's begins; null for anybody else's. */
  readonly sourceOf = (value: object): SourceRange | null => {
    const known = this.#places.get(value)
    if (known !== undefined) return known === false ? null : known
    const found =
      typeof value === 'function' ? this.#find(Function.prototype.toString.call(value)) : null
    this.#places.set(value, found ?? false)
    return found
  }

  /** The same names without the trap. One object per module, since the framework keeps things by module. */
  #quiet(exports: Exports): Exports {
    let quiet = this.#quietCopies.get(exports)
    if (quiet === undefined) {
      quiet = new Proxy(exports, {
        get: (target, name) =>
          Object.hasOwn(target, name) ? (Reflect.get(target, name) as unknown) : undefined,
        has: (target, name) => Object.hasOwn(target, name),
      })
      this.#quietCopies.set(exports, quiet)
    }
    return quiet
  }

  /** A function's text is exactly its part of the compiled module, whose lines are those of the source. */
  #find(text: string): SourceRange | null {
    if (text.includes('[native code]')) return null
    for (const [file, { code }] of this.#modules) {
      const at = code.indexOf(text)
      if (at !== -1) return { file, line: code.slice(0, at).split('\n').length }
    }
    return null
  }

  #load(file: string): Module {
    const known = this.#modules.get(file)
    if (known !== undefined) return known
    const source = this.#ports.files[file]!
    const code = compile(file, source)
    const module: Module = { exports: this.#namespace(file), code, isLoaded: false }
    this.#modules.set(file, module)
    const uses = new Map(importUses(code).map((use) => [use.spec, use]))
    const require = (spec: string) =>
      this.#require(file, source, uses.get(spec) ?? { spec, names: [] })
    try {
      const run = evaluate(file, code)
      const more = asyncCode.part?.valuesFor(file) ?? []
      const count = this.#ports.loops.counterOf(file)
      run({ exports: module.exports }, module.exports, require, count, ...more)
    } catch (error) {
      this.#modules.delete(file) // as in Python: a module that failed may be tried again
      throw error
    }
    module.isLoaded = true
    return module
  }

  #require(from: string, source: string, use: ImportUse): Exports {
    const path = resolve(from, use.spec)
    const place = (error: ImportError, name: string | null) =>
      Object.assign(error, {
        where: { file: from, line: importLine(source, use.spec, name) },
      } satisfies Placed)
    const found = path === null ? null : this.#moduleAt(path)
    if (found === null) throw place(this.#noModule(path ?? use.spec), null)
    // in a cycle the name may still come; if it does not, reading it raises
    const missing = found.isLoaded
      ? use.names.find((name) => !Object.hasOwn(found.exports, name))
      : undefined
    if (missing !== undefined) throw place(noName(path!, missing, found.exports), missing)
    return found.exports
  }

  /** A file of the project, a module of the framework, or a folder of either. Runs it, the first time. */
  #moduleAt(path: string): Pick<Module, 'exports' | 'isLoaded'> | null {
    const file = this.#fileOf(path)
    if (file !== null) return this.#load(file)
    const known = this.#builtin.get(path)
    if (known !== undefined) return { exports: known, isLoaded: true }
    const isBuiltin = Object.hasOwn(this.#ports.builtin, path)
    if (!isBuiltin && !this.#isFolder(path)) return null
    const exports = Object.assign(this.#namespace(path), this.#ports.builtin[path])
    this.#builtin.set(path, exports)
    // `import { timezone } from 'django/utils'`: a package's modules can be imported by name
    for (const name of this.#childrenOf(path)) {
      const get = () => this.#moduleAt(`${path}/${name}`)?.exports
      const own = Object.hasOwn(exports, name) ? exports[name] : undefined
      // a namespace object of JavaScript: its missing names would be undefined, not an error
      if (own === undefined || Object.prototype.toString.call(own) === '[object Module]') {
        Object.defineProperty(exports, name, { get, enumerable: true, configurable: true })
      }
    }
    return { exports, isLoaded: true }
  }

  /** Exports whose missing names raise. The trap sits behind the own properties, so that what is there costs nothing. */
  #namespace(path: string): Exports {
    const trap = new Proxy(Object.create(null) as object, {
      get: (_, name) => {
        if (typeof name !== 'string' || name in Object.prototype || name === 'then') {
          return Reflect.get(Object.prototype, name) as unknown
        }
        const dotted = dottedOf(path)
        const module = this.#modules.get(path)
        const error = new AttributeError(
          module?.isLoaded === false
            ? `partially initialized module '${dotted}' has no attribute '${name}' (most likely due to a circular import)`
            : `module '${dotted}' has no attribute '${name}'`,
        )
        const hint = hintFor(name, module?.exports ?? this.#builtin.get(path) ?? {})
        if (hint !== null) error.teaching = { id: 'project.no_attribute', hint }
        throw error
      },
    })
    const exports = Object.create(trap) as Exports
    Object.defineProperty(exports, '__esModule', {
      value: true,
      writable: true,
      configurable: true,
    })
    return exports
  }

  #fileOf(path: string): string | null {
    if (Object.hasOwn(this.#ports.files, path) && /\.[jt]s$/.test(path)) return path
    const extension = EXTENSIONS.find((ending) => Object.hasOwn(this.#ports.files, path + ending))
    return extension === undefined ? null : path + extension
  }

  #isFolder(path: string): boolean {
    return this.#all().some((module) => module.startsWith(`${path}/`))
  }

  /** Names of the modules right below a folder. */
  #childrenOf(path: string): readonly string[] {
    const below = this.#all().filter((module) => module.startsWith(`${path}/`))
    return [...new Set(below.map((module) => module.slice(path.length + 1).split('/')[0]!))]
  }

  /** Paths of all modules there are, without endings. */
  #all(): readonly string[] {
    const own = Object.keys(this.#ports.files).filter((file) => /\.[jt]s$/.test(file))
    return [...own.map(withoutExtension), ...Object.keys(this.#ports.builtin)]
  }

  /** Python names the first part that is not there: `No module named 'blog.veiws'`. */
  #noModule(path: string): ModuleNotFoundError {
    const parts = path.split('/')
    const known = (length: number) => this.has(parts.slice(0, length).join('.'))
    let length = 1
    while (length < parts.length && known(length)) length += 1
    const missing = parts.slice(0, length).join('.')
    const error = new ModuleNotFoundError(`No module named '${missing}'`)
    const folders = this.#all().flatMap((module) => foldersOf(module))
    const near = nearestName(missing.replaceAll('.', '/'), [...this.#all(), ...folders])
    const hint =
      near !== null
        ? `Did you mean '${near}'?`
        : parts[0] === 'django'
          ? 'This part of Django is not in the playground.'
          : null
    if (hint !== null) error.teaching = { id: 'project.no_module', hint }
    return error
  }
}

type ModuleBody = (
  module: unknown,
  exports: Exports,
  require: unknown,
  loop: unknown,
  ...more: readonly unknown[]
) => void

/** Indirect eval: a Function object would put two lines before the learner's first. @throws {SyntaxError} */
function evaluate(file: string, code: string): ModuleBody {
  const names = ['module', 'exports', 'require', LOOP_COUNTER, ...(asyncCode.part?.names ?? [])]
  try {
    return (0, eval)(
      `(function(${names.join()}){${code}\n})\n//# sourceURL=${SOURCE_URL}${file}`,
    ) as ModuleBody
  } catch (error) {
    // what only the browser's own parser finds, such as a name declared twice; Chromium does not tell the line
    const open = lineOfOpenString(code)
    if (open !== null) throw new SyntaxError_(OPEN_STRING, { file, line: open })
    const { lineNumber = 1 } = error as { lineNumber?: number }
    throw Object.assign(error as Error, { where: { file, line: lineNumber } } satisfies Placed)
  }
}

/** `./models` in `blog/views.ts` → `blog/models`; null when it leaves the project. */
function resolve(from: string, spec: string): string | null {
  if (!spec.startsWith('.')) return spec
  const parts = from.split('/').slice(0, -1)
  for (const part of spec.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null
    if (part !== '.' && part !== '..') parts.push(part)
  }
  return parts.join('/')
}

/** `blog/templatetags/x` → `blog`, `blog/templatetags`. */
function foldersOf(module: string): readonly string[] {
  const parts = module.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

function noName(path: string, name: string, exports: Exports): ImportError {
  const error = new ImportError(`cannot import name '${name}' from '${dottedOf(path)}'`)
  const hint = hintFor(name, exports)
  if (hint !== null) error.teaching = { id: 'project.no_name', hint }
  return error
}

function hintFor(name: string, exports: Exports): string | null {
  const names = Object.keys(exports)
  const near = nearestName(name, names)
  if (near !== null) return `Did you mean '${near}'?`
  return names.length > 0 && names.length <= 8 ? `It exports ${names.join(', ')}.` : null
}

const withoutExtension = (file: string) => file.replace(/(?:\/index)?\.[jt]s$/, '')
const dottedOf = (file: string) => withoutExtension(file).replaceAll('/', '.')
