/**
 * `django.views.generic`: class-based views for what most pages do.
 *
 * Django: django/views/generic/__init__.py, topics/class-based-views
 */
import { Exception } from '../../../base/python/exceptions.ts'

export { RedirectView, TemplateView, View } from './base.ts'
export {
  ArchiveIndexView,
  DateDetailView,
  DayArchiveView,
  MonthArchiveView,
  TodayArchiveView,
  WeekArchiveView,
  YearArchiveView,
} from './dates.ts'
export { DetailView } from './detail.ts'
export { CreateView, DeleteView, FormView, UpdateView } from './edit.ts'
export { ListView } from './list.ts'

/** A problem in a generic view. */
export class GenericViewError extends Exception {}
