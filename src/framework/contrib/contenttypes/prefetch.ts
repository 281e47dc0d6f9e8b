/**
 * Prefetching over a generic key with querysets of one's own, one for each model.
 *
 * Django: django/contrib/contenttypes/prefetch.py
 */
import type { Instance } from '../../db/models/declared.ts'
import { Prefetch } from '../../db/models/prefetch.ts'

export class GenericPrefetch extends Prefetch {
  readonly own_querysets: readonly Instance[]

  /** `new GenericPrefetch('content_object', [Post.objects.defer('text'), Photo.objects.all()])` */
  constructor(lookup: string, querysets: readonly Instance[], ...args: unknown[]) {
    super(lookup, null, ...args)
    for (const queryset of querysets) new Prefetch(lookup, queryset)
    this.own_querysets = querysets
  }

  override querysets(level: number): Instance[] | null {
    return this.upTo(level) === this.prefetch_to ? [...this.own_querysets] : null
  }
}
