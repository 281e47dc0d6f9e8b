/** What `startproject` writes, with DEBUG off, and the six apps and seven middleware in their default order. */
export const DEBUG = false
export const SECRET_KEY = 'bench-secret-key-0123456789-0123456789-0123456789'
export const ALLOWED_HOSTS = ['testserver']
export const ROOT_URLCONF = 'benchsite.urls'

export const INSTALLED_APPS = [
  'django.contrib.auth',
  'django.contrib.contenttypes',
  'django.contrib.sessions',
  'django.contrib.messages',
  'django.contrib.staticfiles',
  'blog',
]

export const MIDDLEWARE = [
  'django.middleware.security.SecurityMiddleware',
  'django.contrib.sessions.middleware.SessionMiddleware',
  'django.middleware.common.CommonMiddleware',
  'django.middleware.csrf.CsrfViewMiddleware',
  'django.contrib.auth.middleware.AuthenticationMiddleware',
  'django.contrib.messages.middleware.MessageMiddleware',
  'django.middleware.clickjacking.XFrameOptionsMiddleware',
]

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
      ],
    },
  },
]

export const DATABASES = { default: { ENGINE: 'django.db.backends.sqlite3', NAME: ':memory:' } }
export const LANGUAGE_CODE = 'en-us'
export const TIME_ZONE = 'UTC'
export const USE_I18N = true
export const USE_TZ = true
export const STATIC_URL = 'static/'
export const DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
