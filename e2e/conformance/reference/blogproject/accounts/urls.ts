import * as auth_views from 'django/contrib/auth/views'
import { login_required } from 'django/contrib/auth/decorators'
import { path } from 'django/urls'
import { TemplateView } from 'django/views/generic'
import * as views from './views'

export const urlpatterns = [
  path('login/', auth_views.LoginView.as_view({ redirect_authenticated_user: true }), {
    name: 'login',
  }),
  path('logout/', auth_views.LogoutView.as_view(), { name: 'logout' }),
  path('signup/', views.SignUpView.as_view(), { name: 'signup' }),
  path(
    'profile/',
    login_required(TemplateView.as_view({ template_name: 'registration/profile.html' })),
    { name: 'profile' },
  ),
]
