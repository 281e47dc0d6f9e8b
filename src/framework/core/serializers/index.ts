/** `django.core.serializers`. */
export {
  DeserializationError,
  DeserializedObject,
  deserialize,
  dumpdata,
  loaddata,
  SerializationError,
  serialize,
} from './fixtures.ts'
