import { path } from 'django/urls'
import * as views from './views'

export const app_name = 'api'

export const urlpatterns = [
  path('', views.api_view, { name: 'root' }),
  path('posts/', views.post_list, { name: 'post_list' }),
  path('posts/<int:pk>/', views.post_detail, { name: 'post_detail' }),
  path('activity/', views.recent_activity, { name: 'activity' }),
  path('csrf-token/', views.get_csrf_token, { name: 'csrf_token' }),
  path('endpoint/', views.api_endpoint, { name: 'endpoint' }),
]
