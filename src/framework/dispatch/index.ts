/** The public door of `django.dispatch`. */
export { receiver, Signal } from './dispatcher.ts'
