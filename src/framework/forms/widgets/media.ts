/**
 * The style sheets and scripts that widgets need. Lists of several widgets are merged so that each keeps its own order;
 * where two contradict each other, the order of first appearance is taken.
 *
 * Django: django/forms/widgets.py (Media, Script), topics/forms/media
 */
import { class_name } from '../../../base/python/class_name.ts'
import { KeyError } from '../../../base/python/exceptions.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { compareText, eq, iterate, repr, str } from '../../../base/python/protocols.ts'
import { isSafe, mark_safe, type SafeString } from '../../../base/python/safe_string.ts'
import { static as static_ } from '../../templatetags/static.ts'
import { format_html } from '../../utils/html.ts'
import { flatatt } from '../utils.ts'

/** What `new Media({ css, js })` and an inner `Media` class may hold. */
export interface MediaDefinition {
  /** Medium → paths: `{ all: ['pretty.css'] }`. */
  readonly css?: unknown
  readonly js?: unknown
  /** false: nothing of the base class's media; a list: only these types of it. */
  readonly extend?: unknown
}

function absolutePath(path: string): string {
  return /^(?:https?:\/\/|\/)/.test(path) ? path : str(static_(path))
}

/** An asset with attributes of its own; equal to its path. */
class MediaAsset {
  readonly attributes: Readonly<Record<string, unknown>>
  protected readonly source: string

  constructor(path: string, attributes: Readonly<Record<string, unknown>> = {}) {
    this.source = path
    this.attributes = attributes
  }

  get path(): string {
    return absolutePath(this.source)
  }

  __str__(): SafeString {
    return mark_safe(this.path)
  }

  __html__(): SafeString {
    return this.__str__()
  }

  __eq__(other: unknown): boolean {
    if (!(other instanceof MediaAsset)) return other === this.source
    return other.constructor === this.constructor && other.path === this.path
  }

  __hash__(): string {
    return this.source
  }

  __repr__(): string {
    return `${class_name(this.constructor)}(${repr(this.source)})`
  }
}

/** `<script src>` with attributes: `new Script('app.js', { defer: true })`. */
export class Script extends MediaAsset {
  override __str__(): SafeString {
    return format_html('<script src="{}"{}></script>', this.path, flatatt(this.attributes))
  }
}

export class Media {
  private cssLists: unknown[]
  private jsLists: unknown[][]

  constructor({ css = {}, js = [] }: MediaDefinition = {}) {
    this.cssLists = [css]
    this.jsLists = [[...iterate(js)]]
  }

  get _css(): Record<string, unknown[]> {
    const lists = new Map<string, unknown[][]>()
    for (const css of this.cssLists) {
      for (const [medium, paths] of mapping.entries(css)) {
        const known = lists.get(str(medium)) ?? []
        lists.set(str(medium), [...known, [...iterate(paths)]])
      }
    }
    return Object.fromEntries([...lists].map(([medium, own]) => [medium, Media.merge(...own)]))
  }

  get _js(): unknown[] {
    return Media.merge(...this.jsLists)
  }

  render(): SafeString {
    return mark_safe([...this.render_css(), ...this.render_js()].join('\n'))
  }

  render_js(): SafeString[] {
    return this._js.map((path) => this.element(path, '<script src="{}"></script>'))
  }

  render_css(): SafeString[] {
    const css = Object.entries(this._css).sort(([a], [b]) => compareText(a, b))
    const link = '<link href="{}" media="{}" rel="stylesheet">'
    return css.flatMap(([medium, paths]) => paths.map((path) => this.element(path, link, medium)))
  }

  private element(path: unknown, template: string, ...more: unknown[]): SafeString {
    if (isSafe(path)) return (path as MediaAsset).__html__()
    return format_html(template, this.absolute_path(str(path)), ...more)
  }

  /** A relative path stands below STATIC_URL. */
  absolute_path(path: string): string {
    return absolutePath(path)
  }

  /** Only the media of one type: `media['css']` in Django. */
  __getitem__(name: string): Media {
    if (name === 'css') return new Media({ css: this._css })
    if (name === 'js') return new Media({ js: this._js })
    throw new KeyError(`Unknown media type "${name}"`)
  }

  /** A list that is there already is not added again. */
  __add__(other: Media): Media {
    const sum = new Media()
    sum.cssLists = [
      ...this.cssLists,
      ...other.cssLists.filter((css) => this.lacks(css, 'cssLists')),
    ]
    sum.jsLists = [...this.jsLists, ...other.jsLists.filter((js) => this.lacks(js, 'jsLists'))]
    return sum
  }

  private lacks(list: unknown, own: 'cssLists' | 'jsLists'): boolean {
    const isEmpty = Array.isArray(list) ? list.length === 0 : mapping.size(list) === 0
    return !isEmpty && !this[own].some((known) => eq(known, list))
  }

  /**
   * One list of all assets. Each asset comes once, after those that stand before it in any list, level by level, as
   * Python's TopologicalSorter does; with a circle in the orders, by first appearance.
   */
  static merge(...lists: readonly (readonly unknown[])[]): unknown[] {
    const assets: unknown[] = []
    const indexOf = (asset: unknown): number => {
      const known = assets.findIndex((other) => eq(other, asset))
      return known >= 0 ? known : assets.push(asset) - 1
    }
    const after = new Map<number, Set<number>>()
    for (const list of lists) {
      let before: number | null = null
      for (const asset of list) {
        const index = indexOf(asset)
        if (!after.has(index)) after.set(index, new Set())
        if (before !== null && before !== index) after.get(index)?.add(before)
        before = index
      }
    }
    return sortByLevel(after).map((index) => assets[index])
  }

  __str__(): SafeString {
    return this.render()
  }

  __html__(): SafeString {
    return this.render()
  }

  __repr__(): string {
    return `Media(css=${repr(this._css)}, js=${repr(this._js)})`
  }
}

/**
 * Levels of a graph: first what waits for nothing, then what becomes free by that, in the order in which it does.
 * @param waitsFor  node → nodes before it, in order of first appearance
 */
function sortByLevel(waitsFor: ReadonlyMap<number, ReadonlySet<number>>): number[] {
  const missing = new Map([...waitsFor].map(([node, before]) => [node, before.size]))
  const next = new Map<number, number[]>()
  for (const [node, before] of waitsFor) {
    for (const earlier of before) next.set(earlier, [...(next.get(earlier) ?? []), node])
  }
  let level = [...waitsFor.keys()].filter((node) => missing.get(node) === 0)
  const sorted: number[] = []
  while (level.length > 0) {
    sorted.push(...level)
    const freed: number[] = []
    for (const node of level) {
      for (const later of next.get(node) ?? []) {
        const left = (missing.get(later) ?? 0) - 1
        missing.set(later, left)
        if (left === 0) freed.push(later)
      }
    }
    level = freed
  }
  return sorted.length === waitsFor.size ? sorted : [...waitsFor.keys()]
}

/**
 * The media of a widget or form class: what its own `Media` says, over its base's.
 * @param base  the media of the class above
 */
export function mediaOf(definition: unknown, base: Media): Media {
  if (definition === null || definition === undefined) return base
  const { css, js, extend = true } = definition as MediaDefinition
  const own = new Media({
    ...(css === undefined ? {} : { css }),
    ...(js === undefined ? {} : { js }),
  })
  if (extend === true) return base.__add__(own)
  if (extend === false) return own
  const kept = [...iterate(extend)].map((type) => base.__getitem__(str(type)))
  return kept.reduce((sum, media) => sum.__add__(media), new Media()).__add__(own)
}
