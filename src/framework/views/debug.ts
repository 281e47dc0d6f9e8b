import type { HttpRequest } from '../http/request.ts'
import { HttpResponse, HttpResponseNotFound } from '../http/response.ts'
export function technical_404_response(_request: HttpRequest, exception: unknown): HttpResponse {
  return new HttpResponseNotFound(
    `<h1>Page not found (404)</h1>${String((exception as Error).message)}`,
  )
}
export function technical_500_response(
  _request: HttpRequest,
  exception: unknown,
  status_code = 500,
): HttpResponse {
  return new HttpResponse(`<h1>${String(exception)}</h1>`, { status: status_code })
}
