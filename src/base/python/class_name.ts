/**
 * The name of a class or function as its author wrote it. `cls.name` cannot be trusted:
 * `static name = new models.CharField()` is legal in a learner's model and replaces it.
 */
export function class_name(cls: unknown): string {
  if (typeof cls !== 'function') return typeof cls
  const own = cls as { __name__?: unknown; name?: unknown }
  if (Object.hasOwn(cls, '__name__') && typeof own.__name__ === 'string') return own.__name__
  if (typeof own.name === 'string') return own.name
  return /^(?:class|(?:async )?function\s*\*?)\s*([\w$]+)/.exec(String(cls))?.[1] ?? ''
}
