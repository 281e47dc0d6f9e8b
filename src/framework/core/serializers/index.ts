/** `django.core.serializers`. */
export {
  DeserializationError,
  DeserializedObject,
  deserialize,
  loaddata,
  SerializationError,
  serialize,
} from './fixtures.ts'
