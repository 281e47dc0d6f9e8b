/**
 * What DEBUG shows instead of a plain error page. Values are shown by their repr, secrets by stars.
 *
 * Django: django/views/debug.py, howto/error-reporting
 * Left out: exception reporters of the project's own, local variables, the welcome page of a project without URLs.
 */
import { class_name } from '../../base/python/class_name.ts'
import { Exception } from '../../base/python/exceptions.ts'
import * as mapping from '../../base/python/mapping.ts'
import { repr, str } from '../../base/python/protocols.ts'
import { formatSource } from '../../base/source.ts'
import { learnerFrames } from '../../base/stack.ts'
import { settings } from '../conf/index.ts'
import { SuspiciousOperation } from '../core/exceptions.ts'
import type { Http404 } from '../http/exceptions.ts'
import type { HttpRequest } from '../http/request.ts'
import { HttpResponse, HttpResponseNotFound } from '../http/response.ts'
import { TemplateDoesNotExist } from '../template/exceptions.ts'
import { templateLine, type TemplateError } from '../template/template_debug.ts'
import type { TemplateDebug } from '../template/types.ts'
import { Resolver404, resolve } from '../urls/index.ts'
import { shortRepr } from '../utils/short_repr.ts'
import { sourceText } from '../utils/source_of.ts'
import { technical404 } from './templates/technical_404.ts'
import type { SourceLine, TracebackFrame } from './templates/source.ts'
import type { TemplateExcerpt, TemplateSearch } from './templates/template_error.ts'
import { technical500, technical500Text, type Failure } from './templates/technical_500.ts'

/** The version whose behaviour this is. */
const DJANGO_VERSION = '5.2'
const HIDDEN = /API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE/i
const STARS = '********************'
const CONTEXT_LINES = 5

export function technical_404_response(request: HttpRequest, exception: Http404): HttpResponse {
  const isResolved = !(exception instanceof Resolver404)
  const tried = isResolved ? (request.resolver_match?.tried ?? null) : exception.tried
  const urlconf = request.urlconf ?? settings.ROOT_URLCONF
  return new HttpResponseNotFound(
    technical404({
      method: str(request.META.get('REQUEST_METHOD', '')),
      url: addressOf(request),
      address: request.path,
      raisedBy: callerOf(request),
      urlconf: typeof urlconf === 'string' ? urlconf : shortRepr(urlconf),
      path: isResolved ? request.path_info.slice(1) : exception.path,
      tried,
      isResolved,
      reason: str(exception),
      hint: exception.teaching?.hint ?? null,
      raisedAt: isResolved ? (framesOf(exception).at(-1) ?? null) : null,
    }),
  )
}

/** HTML, or text for who does not accept HTML. */
export function technical_500_response(
  request: HttpRequest,
  error: unknown,
  status_code = 500,
): HttpResponse {
  const failure = failureOf(request, error)
  if (request.accepts('text/html')) {
    return new HttpResponse(technical500(failure), { status: status_code })
  }
  return new HttpResponse(technical500Text(failure), {
    status: status_code,
    content_type: 'text/plain; charset=utf-8',
  })
}

function failureOf(request: HttpRequest, error: unknown): Failure {
  const frames = framesOf(error)
  const last = frames.at(-1)
  const { template_debug: template } = (error ?? {}) as TemplateError
  const exceptionType = class_name((error as object | null)?.constructor) || 'Error'
  const facts: [string, string][] = [
    ['Request Method:', str(request.META.get('REQUEST_METHOD', ''))],
    ['Request URL:', addressOf(request)],
    ['Django Version:', DJANGO_VERSION],
    ['Exception Type:', exceptionType],
    ['Exception Value:', str(error)],
  ]
  if (last)
    facts.push([
      'Exception Location:',
      `${formatSource(last.where)}, in ${last.function || '<module>'}`,
    ])
  const caller = callerOf(request)
  if (caller !== '') facts.push(['Raised during:', caller])
  return {
    exceptionType,
    message: str(error),
    hint: error instanceof Exception ? (error.teaching?.hint ?? null) : null,
    path: request.path_info,
    facts,
    frames,
    template: template === undefined ? null : excerptOf(template, templateLine(error) !== null),
    searches: error instanceof TemplateDoesNotExist ? searchesOf(error) : [],
    sections: [
      ['GET', rowsOf(() => request.GET)],
      ['POST', rowsOf(() => request.POST)],
      ['FILES', rowsOf(() => request.FILES)],
      ['COOKIES', rowsOf(() => request.COOKIES)],
      ['META', rowsOf(() => request.META)],
    ],
    settings: Object.entries(settings)
      .filter(([name]) => /^[A-Z]/.test(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, cleansed(name, value)]),
  }
}

/** The learner's own, outermost first. */
function framesOf(error: unknown): readonly TracebackFrame[] {
  return learnerFrames((error as { stack?: string } | null)?.stack).map((frame) => ({
    ...frame,
    lines: linesAround(frame.where.file, frame.where.line),
  }))
}

/** @param isNearest  no code of the project's stands between the template's line and the error */
function excerptOf(debug: TemplateDebug, isNearest: boolean): TemplateExcerpt {
  const { name, line, message, before, during, after } = debug
  const lines = debug.source_lines.map(([number, text]) => ({ number, text: text.trimEnd() }))
  return { ...{ file: name, line, message, before, during, after }, lines, isNearest }
}

/** Every place where a template was looked for, by engine. */
function searchesOf(error: TemplateDoesNotExist): TemplateSearch[] {
  const errors = error.chain.length > 0 ? error.chain : [error]
  return errors.map(({ backend, tried }) => ({
    engine: str((backend as { name?: string } | null)?.name ?? ''),
    tried: tried.map(
      ([origin, status]) => `${origin.loader_name ?? ''}: ${origin.name} (${status})`,
    ),
  }))
}

/** Reading the body may be what failed: then there is nothing to show. */
function rowsOf(read: () => object): [string, string][] {
  try {
    return mapping.entries(read()).map(([name, value]) => [str(name), cleansed(str(name), value)])
  } catch {
    return []
  }
}

function cleansed(name: string, value: unknown): string {
  if (HIDDEN.test(name)) return STARS
  return typeof value === 'string' ? repr(value) : shortRepr(value)
}

function linesAround(file: string, line: number): SourceLine[] {
  const source = sourceText(file)?.split('\n') ?? []
  const from = Math.max(0, line - 1 - CONTEXT_LINES)
  return source
    .slice(from, line + CONTEXT_LINES)
    .map((text, at) => ({ number: from + at + 1, text: text.trimEnd() }))
}

/** The whole address; the path alone where the host is one that may not be. */
function addressOf(request: HttpRequest): string {
  try {
    return request.build_absolute_uri()
  } catch (error) {
    if (error instanceof SuspiciousOperation) return request.get_full_path()
    throw error
  }
}

/** Dotted name of the view, also where it was not reached. */
function callerOf(request: HttpRequest): string {
  if (request.resolver_match !== null) return request.resolver_match._func_path
  try {
    return resolve(request.path)._func_path
  } catch (error) {
    if (error instanceof Resolver404) return ''
    throw error
  }
}
