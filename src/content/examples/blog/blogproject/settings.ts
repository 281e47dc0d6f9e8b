/** Settings of the example blog. The key is public and DEBUG is on: for learning, not for production. */

export const SECRET_KEY = 'django-insecure-the-blog-of-the-request-response-guide'
export const DEBUG = true
export const ALLOWED_HOSTS = ['*']

export const INSTALLED_APPS = [
  'django.contrib.contenttypes',
  'django.contrib.auth', // the users who write posts
  'blog',
]

// A request passes these from top to bottom, its response from bottom to top.
// Move a line and send the request again.
export const MIDDLEWARE = [
  'django.middleware.security.SecurityMiddleware',
  'blog.middleware.RequestLoggingMiddleware',
  'django.middleware.common.CommonMiddleware',
  'django.middleware.csrf.CsrfViewMiddleware',
  'blog.middleware.powered_by',
  'django.middleware.clickjacking.XFrameOptionsMiddleware',
]

export const ROOT_URLCONF = 'blogproject.urls'

export const TEMPLATES = [
  {
    BACKEND: 'django.template.backends.django.DjangoTemplates',
    DIRS: ['templates'],
    APP_DIRS: true,
    OPTIONS: {
      context_processors: [
        'django.template.context_processors.request',
        'blog.context_processors.site',
      ],
    },
  },
  {
    // A second template language, for what a view renders with using: 'jinja2'
    BACKEND: 'django.template.backends.jinja2.Jinja2',
    DIRS: ['jinja2'],
    OPTIONS: {
      environment: 'blogproject.jinja2.environment',
      context_processors: ['blog.context_processors.site'],
    },
  },
]

export const DATABASES = {
  default: { ENGINE: 'django.db.backends.sqlite3', NAME: ':memory:' },
}
export const DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'

export const TIME_ZONE = 'UTC'
export const USE_TZ = true

// Without this, Python's loggers keep quiet below WARNING
export const LOGGING = {
  version: 1,
  handlers: { console: { class: 'logging.StreamHandler' } },
  loggers: { blog: { handlers: ['console'], level: 'INFO' } },
}

// Settings of our own, read in blog/context_processors.ts
export const BLOG_TITLE = 'The Request-Response Blog'
