/**
 * `path('accounts/', include('django.contrib.auth.urls'))`.
 *
 * Django: django/contrib/auth/urls.py
 * Left out: the URLs of a forgotten password.
 */
import { path } from '../../urls/index.ts'
import * as views from './views.ts'

export const urlpatterns = [
  path('login/', views.LoginView.as_view(), { name: 'login' }),
  path('logout/', views.LogoutView.as_view(), { name: 'logout' }),
  path('password_change/', views.PasswordChangeView.as_view(), { name: 'password_change' }),
  path('password_change/done/', views.PasswordChangeDoneView.as_view(), {
    name: 'password_change_done',
  }),
]
