/**
 * Where a template's source came from. `name` is a path in the project, so that errors and trace can point at a line.
 *
 * Django: django/template/base.py (Origin)
 */

export const UNKNOWN_SOURCE = '<unknown source>'

/** What an origin needs to know of its loader: identity, and a name for messages. */
export interface OriginLoader {
  readonly loader_name: string
}

export class Origin {
  constructor(
    /** `blog/templates/blog/post_list.html`, or `<unknown source>` for a template from a string. */
    readonly name: string,
    /** The name it was asked for by: `blog/post_list.html`. */
    readonly template_name: string | null = null,
    readonly loader: OriginLoader | null = null,
  ) {}

  get loader_name(): string | null {
    return this.loader?.loader_name ?? null
  }

  __str__(): string {
    return this.name
  }

  __repr__(): string {
    return `<Origin name='${this.name}'>`
  }

  __eq__(other: unknown): boolean {
    return other instanceof Origin && this.name === other.name && this.loader === other.loader
  }
}
