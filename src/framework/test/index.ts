/** The public door of `django.test`. */
export { RequestFactory } from './client.ts'
