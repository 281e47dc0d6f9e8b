import { UserCreationForm } from 'django/contrib/auth/forms'
import { SuccessMessageMixin } from 'django/contrib/messages/views'
import { reverse_lazy } from 'django/urls'
import { CreateView } from 'django/views/generic'

export class SignUpView extends SuccessMessageMixin(CreateView) {
  static form_class = UserCreationForm
  static template_name = 'registration/signup.html'
  static success_url = reverse_lazy('login')
  static success_message = 'Welcome, %(username)s! Now log in.'
}
