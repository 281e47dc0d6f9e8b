/** `django.core.files.storage`: the public door. */
export { FileSystemStorage } from './filesystem.ts'
