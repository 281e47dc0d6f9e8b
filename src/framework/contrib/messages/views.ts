/**
 * A message for those whose form was saved: `class PostEdit extends SuccessMessageMixin(UpdateView)`.
 *
 * Django: django/contrib/messages/views.py, ref/contrib/messages#adding-messages-in-class-based-views
 */
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import { percent_format } from '../../../base/python/format.ts'
import { mixin, type Constructor } from '../../../base/python/mixin.ts'
import { str, truthy } from '../../../base/python/protocols.ts'
import type { HttpRequest } from '../../http/request.ts'
import { success } from './api.ts'

interface FormViewLike {
  readonly request: HttpRequest
  form_valid(form: unknown): unknown
}

export const SuccessMessageMixin = mixin(
  'SuccessMessageMixin',
  (Base: Constructor<FormViewLike>) =>
    class extends Base {
      /** `'%(title)s was saved.'`, filled from the cleaned data; empty: no message. */
      static success_message: unknown = ''
      declare success_message: unknown

      override form_valid(form: unknown): unknown {
        const response = super.form_valid(form)
        const { cleaned_data } = form as { cleaned_data: unknown }
        const message = callMethodWithKwargs(this, 'get_success_message', [cleaned_data])
        if (truthy(message)) success(this.request, message)
        return response
      }

      get_success_message(cleaned_data: unknown): unknown {
        return percent_format(str(this.success_message), cleaned_data)
      }
    },
)
