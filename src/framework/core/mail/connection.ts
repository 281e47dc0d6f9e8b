/**
 * The backend of settings.EMAIL_BACKEND, or another one.
 *
 * Django: django/core/mail/__init__.py (get_connection)
 */
import { settings } from '../../conf/index.ts'
import { import_string } from '../../utils/module_loading.ts'
import type { BackendOptions, BaseEmailBackend } from './backends/base.ts'

/** @param backend  dotted name of its class */
export function get_connection(
  backend: string | null = null,
  { fail_silently = false, ...options }: BackendOptions = {},
): BaseEmailBackend {
  const Backend = import_string(backend ?? settings.EMAIL_BACKEND) as new (
    options: BackendOptions,
  ) => BaseEmailBackend
  return new Backend({ fail_silently, ...options })
}
