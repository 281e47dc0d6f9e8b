/**
 * The page for a request that CSRF protection refused. With DEBUG it names the reason and what to check.
 *
 * Django: django/views/csrf.py, ref/csrf
 */
import type { HttpRequest } from '../http/request.ts'
import { HttpResponseForbidden } from '../http/response.ts'
import { REASON_NO_CSRF_COOKIE, REASON_NO_REFERER } from '../middleware/csrf.ts'
import { settings } from '../conf/index.ts'
import { TemplateDoesNotExist } from '../template/exceptions.ts'
import { get_template } from '../template/loader.ts'
import { hintBox, markup, page, type Markup } from './templates/page.ts'

const CSRF_FAILURE_TEMPLATE_NAME = '403_csrf.html'

interface Given {
  readonly reason?: string
  readonly template_name?: string
}

/** The view of CSRF_FAILURE_VIEW; a project's template `403_csrf.markup` takes the place of its page. */
export function csrf_failure(
  request: HttpRequest,
  { reason = '', template_name = CSRF_FAILURE_TEMPLATE_NAME }: Given = {},
): HttpResponseForbidden {
  try {
    return new HttpResponseForbidden(get_template(template_name).render(null, request))
  } catch (error) {
    const isOwn = template_name !== CSRF_FAILURE_TEMPLATE_NAME
    if (isOwn || !(error instanceof TemplateDoesNotExist)) throw error
  }
  return new HttpResponseForbidden(
    page({
      title: '403 Forbidden',
      header: markup`<h1>Forbidden <small>(403)</small></h1>
        <p class="message">CSRF verification failed. Request aborted.</p>
        ${settings.DEBUG && markup`<p class="place">Reason given for failure: <code>${reason}</code></p>`}
        ${settings.DEBUG && hintBox(hintFor(reason))} ${forVisitors(reason)}`,
      main: settings.DEBUG ? FOR_DEVELOPERS : markup``,
      footer: settings.DEBUG
        ? markup`<p>
            This help is here because <code>DEBUG = True</code>. Another page can be set with
            <code>CSRF_FAILURE_VIEW</code>.
          </p>`
        : markup`<p>More information is available with DEBUG=True.</p>`,
    }),
  )
}

function forVisitors(reason: string): Markup {
  if (reason === REASON_NO_CSRF_COOKIE) {
    return markup`<p>
      This site sends a cookie along with its forms, to know them again when they come back. Your
      browser did not return it. Allow cookies for this site and load the form once more.
    </p>`
  }
  if (reason === REASON_NO_REFERER) {
    return markup`<p>
      Over https this site checks the Referer header, and your browser sent none. Allow it, at least
      for requests to the same site.
    </p>`
  }
  return markup``
}

/** The one thing to do first. */
function hintFor(reason: string): string {
  if (reason === REASON_NO_CSRF_COOKIE) {
    return 'Load the page with the form first: Django sets the cookie `csrftoken` when it renders `{% csrf_token %}`.'
  }
  if (/^Origin|^Referer/.test(reason)) {
    return 'The form was sent from another site. Name that site in `CSRF_TRUSTED_ORIGINS` if it is yours.'
  }
  if (/missing/.test(reason)) {
    return 'Put `{% csrf_token %}` inside the `<form method="post">`; with `fetch()`, send the header `X-CSRFToken`.'
  }
  return 'The token does not fit the cookie: load the page with the form again, then send it.'
}

const FOR_DEVELOPERS = markup`<h2>What a form needs</h2>
    <ul>
      <li>
        <code>{% csrf_token %}</code> inside each <code>&lt;form method="post"&gt;</code> that goes
        to this site.
      </li>
      <li>A template that is rendered with the request: <code>render(request, …)</code>.</li>
      <li>
        The page loaded after the last login: the token changes then, so an older form has to be
        reloaded.
      </li>
      <li>For <code>fetch()</code>: the token in the header <code>X-CSRFToken</code>.</li>
      <li>
        Without <code>CsrfViewMiddleware</code> in <code>MIDDLEWARE</code>:
        <code>csrf_protect</code> on both the view that shows the form and the one that takes it.
      </li>
    </ul>`
