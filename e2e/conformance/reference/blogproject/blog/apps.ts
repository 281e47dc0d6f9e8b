import { AppConfig } from 'django/apps'
import { import_module } from 'django/utils/module_loading'

export class BlogConfig extends AppConfig {
  static default_auto_field = 'django.db.models.BigAutoField'
  static name = 'blog'

  ready() {
    import_module('blog.signals')
  }
}
