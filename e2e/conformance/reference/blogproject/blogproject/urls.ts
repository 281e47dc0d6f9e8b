/** The root URLconf: every request starts here. */
import { include, path } from 'django/urls'
import { TemplateView } from 'django/views/generic'
import * as demos from '../blog/demos'

export const urlpatterns = [
  path('', TemplateView.as_view({ template_name: 'home.html' }), { name: 'home' }),
  path('form/', demos.form_view, { name: 'form_page' }),
  path('blog/', include('blog.urls')), // Delegate to app URLs
  path('api/', include('api.urls')),
  path('accounts/', include('accounts.urls')),
  path('patterns/', include('blog.pattern_urls')),
]

export const handler404 = 'blog.views.custom_404'
export const handler500 = 'blog.views.custom_500'
