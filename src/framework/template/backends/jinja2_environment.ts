/**
 * Jinja2's `Environment` as Django projects use it, on nunjucks: globals, filters and tests are dicts that a project's
 * `environment` function fills. Values print, loop and compare as Python's do; functions get Jinja's keyword arguments.
 *
 * Django: topics/templates#django.template.backends.jinja2.Jinja2
 * Left out: extensions, loaders of one's own, async templates.
 */
import nunjucks, { type Runtime, type Template as Compiled } from 'nunjucks'
import { callWithKwargs } from '../../../base/kwargs.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { isIterable, iterate, str } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { evaluated } from '../../utils/functional.ts'
import { conditional_escape } from '../../utils/html.ts'
import { readTemplateFile } from '../files.ts'
import { joinBelow } from '../template_paths.ts'

export interface EnvironmentOptions {
  readonly autoescape?: boolean
  /** Folders of the project, searched in order. */
  readonly loader?: readonly string[]
}

type Names = Record<string, unknown>
type Done = (error: unknown, template?: Compiled) => void

/** What nunjucks' compiled templates call, with Python's ideas of text, truth and calls. */
const pythonRuntime: Runtime = {
  ...nunjucks.runtime,
  suppressValue(value, autoescape) {
    const plain = evaluated(value)
    if (plain === undefined) return ''
    if (plain instanceof nunjucks.runtime.SafeString) return str(plain)
    return autoescape ? str(conditional_escape(plain)) : str(plain)
  },
  memberLookup(target, name) {
    if (isString(name) && mapping.isMapping(target) && mapping.has(target, name)) {
      return mapping.get(target, name)
    }
    return nunjucks.runtime.memberLookup(target, name)
  },
  callWrap(target, name, context, args) {
    const last = args.at(-1) as Names | undefined
    if (typeof target !== 'function' || last?.__keywords !== true) {
      return nunjucks.runtime.callWrap(target, name, context, args)
    }
    const { __keywords, ...kwargs } = last
    return callWithKwargs(target, args.slice(0, -1), kwargs, context)
  },
  fromIterator(value) {
    if (mapping.isPlainObject(value) || isString(value) || !isIterable(value)) return value
    return [...iterate(value)]
  },
}

/** Templates from the project's files. The path is kept, so that errors can name the file. */
class ProjectLoader extends nunjucks.Loader {
  constructor(readonly folders: readonly string[]) {
    super()
  }

  /** Every place where the template may be, in order. */
  places(name: string): string[] {
    return this.folders.map((folder) => joinBelow(folder, name)).filter((path) => path !== null)
  }

  override getSource(name: string): { src: string; path: string; noCache: boolean } | null {
    for (const path of this.places(name)) {
      const src = readTemplateFile(path)
      if (src !== null) return { src, path, noCache: false }
    }
    return null
  }
}

/** nunjucks' environment whose templates run with Python's runtime, parents and includes too. */
class PythonEnvironment extends nunjucks.Environment {
  readonly #adapted = new WeakSet<Compiled>()

  /** nunjucks itself asks with a callback, for parents and includes. */
  override getTemplate(name: string, ...rest: unknown[]): Compiled {
    const adapted = rest.map((argument) =>
      typeof argument === 'function' ? this.adapting(argument as Done) : argument,
    )
    const template = super.getTemplate(name, ...(adapted as [boolean])) as Compiled | undefined
    return template === undefined ? (template as never) : this.adapt(template)
  }

  private adapting(done: Done): Done {
    return (error, template) => {
      done(error, template === undefined ? template : this.adapt(template))
    }
  }

  /** Hands our runtime to a template when it renders. */
  adapt(template: Compiled): Compiled {
    if (this.#adapted.has(template)) return template
    this.#adapted.add(template)
    template.compile()
    const { rootRenderFunc } = template
    template.rootRenderFunc = (env, context, frame, _runtime, done) =>
      rootRenderFunc(env, context, frame, pythonRuntime, done)
    return template
  }
}

export class Environment {
  /** Names that every template knows: `env.globals['url'] = reverse`. */
  readonly globals: Names
  readonly filters: Names
  readonly tests: Names
  readonly loader: ProjectLoader
  private readonly engine: PythonEnvironment

  constructor({ autoescape = true, loader = [] }: EnvironmentOptions = {}) {
    this.loader = new ProjectLoader(loader)
    // only with `dev` does an error keep its cause and line
    this.engine = new PythonEnvironment([this.loader], { autoescape, dev: true })
    this.globals = this.engine.globals
    this.filters = this.engine.filters
    this.tests = this.engine.tests
  }

  from_string(source: string): Compiled {
    return this.engine.adapt(new nunjucks.Template(source, this.engine, '', false))
  }

  /** @throws nunjucks' own error where there is none of that name, or it does not compile */
  get_template(name: string): Compiled {
    return this.engine.getTemplate(name)
  }
}
