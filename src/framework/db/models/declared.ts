/**
 * What a learner declares decides what these have, and no compiler can know it: code outside of `db` that works for
 * every model says so by these names.
 */

/** A model's class: managers, `_meta`, and its fields as static attributes. */
export type ModelClass = any
/** A row of some model, or what belongs to one by a field's name. */
export type Instance = any
/** A field of some model, of any kind. */
export type AnyField = any
/** A model's `_meta`. */
export type AnyOptions = any
