/** The root URLconf: the search for a view begins here, from top to bottom. */
import { include, path } from 'django/urls'
import * as views from '../blog/views'

export const urlpatterns = [
  path('', views.home, { name: 'home' }),
  path('blog/', include('blog.urls')), // what follows `blog/` is looked up in blog/urls.ts
]
