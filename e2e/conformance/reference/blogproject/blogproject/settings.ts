/** Settings of the example blog. Not for production: the key is public and DEBUG is on. */

export const SECRET_KEY = 'django-insecure-the-blog-of-the-request-response-guide'
export const DEBUG = true
export const ALLOWED_HOSTS = ['localhost', '127.0.0.1', 'testserver', '.example.com']
export const CSRF_TRUSTED_ORIGINS = ['https://*.example.com']

export const INSTALLED_APPS = [
  'django.contrib.auth',
  'django.contrib.contenttypes',
  'django.contrib.sessions',
  'django.contrib.messages',
  'django.contrib.staticfiles',
  'blog',
  'api',
  'accounts',
]

// A request passes these from top to bottom, its response from bottom to top.
export const MIDDLEWARE = [
  'blog.middleware.ExceptionHandlingMiddleware',
  'django.middleware.security.SecurityMiddleware', // Security headers
  'blog.middleware.RequestLoggingMiddleware',
  'blog.middleware.ResponseModificationMiddleware',
  'django.contrib.sessions.middleware.SessionMiddleware', // Session handling
  'django.middleware.common.CommonMiddleware', // Common functionality
  'django.middleware.csrf.CsrfViewMiddleware', // CSRF protection
  'django.contrib.auth.middleware.AuthenticationMiddleware', // User authentication
  'django.contrib.messages.middleware.MessageMiddleware', // Message framework
  'django.middleware.clickjacking.XFrameOptionsMiddleware', // Clickjacking protection
  'blog.middleware.DebugMiddleware',
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
        'django.contrib.auth.context_processors.auth',
        'django.contrib.messages.context_processors.messages',
        'blog.context_processors.site',
      ],
    },
  },
]

export const DATABASES = {
  default: { ENGINE: 'django.db.backends.sqlite3', NAME: 'db.sqlite3' },
}
export const DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'

export const CACHES = {
  default: { BACKEND: 'django.core.cache.backends.locmem.LocMemCache' },
}
export const EMAIL_BACKEND = 'django.core.mail.backends.locmem.EmailBackend'

export const LOGIN_URL = 'login'
export const LOGIN_REDIRECT_URL = 'home'
export const LOGOUT_REDIRECT_URL = 'home'
export const PASSWORD_HASHERS = ['accounts.hashers.QuickPBKDF2PasswordHasher']
export const AUTH_PASSWORD_VALIDATORS = [
  { NAME: 'django.contrib.auth.password_validation.UserAttributeSimilarityValidator' },
  { NAME: 'django.contrib.auth.password_validation.MinimumLengthValidator' },
  { NAME: 'django.contrib.auth.password_validation.CommonPasswordValidator' },
  { NAME: 'django.contrib.auth.password_validation.NumericPasswordValidator' },
]

export const LANGUAGE_CODE = 'en-us'
export const TIME_ZONE = 'UTC'
export const USE_I18N = true
export const USE_TZ = true

export const STATIC_URL = 'static/'
export const MEDIA_URL = 'media/'
export const MEDIA_ROOT = 'media'

export const LOGGING = {
  version: 1,
  disable_existing_loggers: false,
  handlers: { console: { class: 'logging.StreamHandler' } },
  loggers: { blog: { handlers: ['console'], level: 'INFO' } },
}

export const BLOG_TITLE = 'The Request-Response Blog'
export const API_KEY = 'let-me-in'
export const DOCUMENTS = 'documents'
