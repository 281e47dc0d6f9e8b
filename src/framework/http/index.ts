/** The public door of `django.http`. */
export { parse_cookie, SimpleCookie } from './cookie.ts'
export { Http404 } from './exceptions.ts'
export { BadHeaderError } from './headers.ts'
export { JsonResponse } from './json_response.ts'
export {
  HttpHeaders,
  HttpRequest,
  QueryDict,
  RawPostDataException,
  UnreadablePostError,
} from './request.ts'
export {
  HttpResponse,
  HttpResponseBadRequest,
  HttpResponseForbidden,
  HttpResponseGone,
  HttpResponseNotAllowed,
  HttpResponseNotFound,
  HttpResponseNotModified,
  HttpResponsePermanentRedirect,
  HttpResponseRedirect,
  HttpResponseServerError,
} from './response.ts'
export { HttpResponseBase } from './response_base.ts'
export { FileResponse, StreamingHttpResponse } from './streaming.ts'
