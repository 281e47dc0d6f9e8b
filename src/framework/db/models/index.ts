/** `django.db.models`. */
import './functions/index.ts'
import './sql/write_compilers.ts'

export { Aggregate, Avg, Count, Max, Min, StdDev, Sum, Variance } from './aggregates.ts'
export { Model } from './base.ts'
export { Choices, IntegerChoices, TextChoices } from './enums.ts'
export { ObjectDoesNotExist } from '../../core/exceptions.ts'
export {
  CASCADE,
  DO_NOTHING,
  PROTECT,
  ProtectedError,
  RESTRICT,
  RestrictedError,
  SET,
  SET_DEFAULT,
  SET_NULL,
} from './deletion.ts'
export {
  Case,
  Exists,
  Expression,
  ExpressionList,
  ExpressionWrapper,
  F,
  Func,
  OrderBy,
  OuterRef,
  RowRange,
  Subquery,
  Value,
  ValueRange,
  When,
  Window,
  WindowFrameExclusion,
} from './expressions.ts'
export * from './fields/index.ts'
export { FileField, ImageField } from './fields/files.ts'
export { JSONField } from './fields/json.ts'
export { ForeignKey, ManyToManyField, OneToOneField } from './fields/related.ts'
export { ManyToManyRel, ManyToOneRel, OneToOneRel } from './fields/reverse_related.ts'
export { BaseConstraint, CheckConstraint, Deferrable, UniqueConstraint } from './constraints.ts'
export { Index } from './indexes.ts'
export { Lookup, Transform } from './lookups.ts'
export { Manager } from './manager.ts'
export { aprefetch_related_objects, Prefetch, prefetch_related_objects } from './prefetch.ts'
export { QuerySet } from './query.ts'
export { FilteredRelation, Q } from './query_utils.ts'
export * as signals from './signals.ts'
