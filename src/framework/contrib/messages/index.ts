/** `django.contrib.messages`: the public door. */
export {
  add_message,
  debug,
  error,
  get_level,
  get_messages,
  info,
  MessageFailure,
  set_level,
  success,
  warning,
} from './api.ts'
export { DEBUG, DEFAULT_LEVELS, DEFAULT_TAGS, ERROR, INFO, SUCCESS, WARNING } from './constants.ts'
