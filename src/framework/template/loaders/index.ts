/** Django's own loaders by the names that settings give them. */
import { Loader as AppDirectories } from './app_directories.ts'
import type { LoaderClass } from './base.ts'
import { Loader as Cached } from './cached.ts'
import { Loader as Filesystem } from './filesystem.ts'
import { Loader as Locmem } from './locmem.ts'

export const builtinLoaders: Readonly<Record<string, LoaderClass>> = {
  'django.template.loaders.filesystem.Loader': Filesystem as LoaderClass,
  'django.template.loaders.app_directories.Loader': AppDirectories as LoaderClass,
  'django.template.loaders.cached.Loader': Cached,
  'django.template.loaders.locmem.Loader': Locmem,
}
