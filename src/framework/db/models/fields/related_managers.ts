/**
 * What the managers of related objects share: there is one manager class for each relation and base class.
 *
 * Django: create_reverse_many_to_one_manager, create_forward_many_to_many_manager in fields/related_descriptors.py
 */
import { tracing } from '../../../../trace/tracer.ts'

const managers = new WeakMap<object, Map<any, any>>()

/** One manager class for each relation and base class. */
export function remember(rel: object, base: any, make: () => any): any {
  const known = managers.get(rel) ?? new Map<any, any>()
  managers.set(rel, known)
  if (!known.has(base)) known.set(base, make())
  return known.get(base)
}

/** Finds a manager by its name, for `post.comments({ manager: 'approved' })`. */
export function named(model: any, name: string): any {
  return model[name].constructor
}

/** Tells the tracer whose rows these are: `post.comments`, as a learner writes it, and `Post.comments`. */
export function nameRelation(queryset: any, instance: any, name: string): void {
  const isHeard = tracing.tracer !== null
  queryset._text = isHeard ? `${instance._meta.model_name}.${name}` : null
  queryset._attribute = isHeard ? `${instance._meta.object_name}.${name}` : null
}
