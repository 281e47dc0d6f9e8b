/** Small views that each show one thing the guide explains. */
import { Exception, OSError, RuntimeError, str } from 'builtins'
import { settings } from 'django/conf'
import * as messages from 'django/contrib/messages'
import { get_user_model } from 'django/contrib/auth'
import { cache } from 'django/core/cache'
import { ValidationError } from 'django/core/exceptions'
import { FileSystemStorage } from 'django/core/files/storage'
import { send_mail } from 'django/core/mail'
import { Avg, Count } from 'django/db/models'
import {
  FileResponse,
  Http404,
  HttpResponse,
  HttpResponseBadRequest,
  HttpResponseForbidden,
  HttpResponseNotFound,
  HttpResponseRedirect,
  JsonResponse,
  StreamingHttpResponse,
} from 'django/http'
import { get_object_or_404, redirect, render } from 'django/shortcuts'
import { decorate } from 'django/utils/decorators'
import { escape } from 'django/utils/html'
import { cache_page } from 'django/views/decorators/cache'
import { require_http_methods } from 'django/views/decorators/http'
import { vary_on_cookie } from 'django/views/decorators/vary'
import { ContactForm, ContentForm, MyForm, validate_length } from './forms'
import { Post } from './models'
import { render_posts } from './views'

const User = get_user_model()

// Requests and responses

export function my_view(request) {
  const uploaded_file = request.FILES.get('document')
  return new JsonResponse({
    // HTTP method
    method: request.method, // 'GET', 'POST', etc.
    // URL information
    path: request.path,
    full_path: request.get_full_path(),
    absolute_uri: request.build_absolute_uri(),
    // Query parameters
    page: request.GET.get('page', 1),
    search: request.GET.get('q', ''),
    all_tags: request.GET.getlist('tag'),
    // POST data
    title: request.POST.get('title', ''),
    // Headers
    user_agent: request.META.get('HTTP_USER_AGENT'),
    remote_ip: request.META.get('REMOTE_ADDR'),
    content_type: request.content_type,
    accepts_html: request.accepts('text/html'),
    custom_header: request.custom_header, // Set by our own middleware
    // Cookies
    has_session: 'sessionid' in request.COOKIES,
    // Files
    uploaded_file: uploaded_file && [uploaded_file.name, uploaded_file.size],
    // User (set by authentication middleware)
    current_user: str(request.user),
  })
}

function* generate_csv() {
  yield 'Name,Email\n'
  for (const user of User.objects.all()) yield `${user.username},${user.email}\n`
}

export function various_responses(request, { kind = 'html' } = {}) {
  // HTML response
  if (kind === 'html') {
    return new HttpResponse('<h1>Hello, World!</h1>', { content_type: 'text/html' })
  }

  // JSON response
  if (kind === 'json') return new JsonResponse({ message: 'Hello, World!' })

  // Redirect response
  if (kind === 'redirect') return new HttpResponseRedirect('/blog/')

  // File download
  if (kind === 'file') {
    const file = new FileSystemStorage(settings.DOCUMENTS).open('document.pdf')
    return new FileResponse(file, { as_attachment: true, filename: 'document.pdf' })
  }

  // Streaming response for large data
  if (kind === 'csv') {
    return new StreamingHttpResponse(generate_csv(), { content_type: 'text/csv' })
  }

  // Custom status codes
  if (kind === 'not-found') return new HttpResponseNotFound('<h1>Page Not Found</h1>')
  if (kind === 'forbidden') return new HttpResponseForbidden('<h1>Access Denied</h1>')

  throw new Http404(`There is no ${kind} response.`)
}

// URL patterns

/** Django's own users have no UUID, so their primary key is written as one. */
export function user_profile(request, { user_id }) {
  const user = get_object_or_404(User, { pk: user_id.int })
  return render(request, 'template.html', { data: `${user} is ${user_id}` })
}

export function serve_file(request, { file_path }) {
  try {
    return new FileResponse(new FileSystemStorage(settings.DOCUMENTS).open(file_path))
  } catch (error) {
    if (error instanceof OSError) throw new Http404(`There is no file ${file_path}.`)
    throw error
  }
}

export function posts_by_year(request, { year }) {
  const posts = Post.objects.filter({ published: true, created_at__year: year })
  return render_posts(request, posts, `Posts of ${year}`)
}

export function posts_by_month(request, { year, month }) {
  const posts = Post.objects.filter({
    published: true,
    created_at__year: year,
    created_at__month: month,
  })
  return render_posts(request, posts, `Posts of ${year}-${month}`)
}

// Queries

function name_of(thing, attribute) {
  return thing ? thing[attribute] : 'nobody'
}

/** Inefficient: N+1 queries */
export function inefficient_view(request) {
  const posts = Post.objects.all()
  const lines = []
  for (const post of posts) {
    lines.push(post.author.username) // Database query for each post
    lines.push(name_of(post.category, 'name')) // Database query for each post
  }
  return new HttpResponse(lines.join('\n'), { content_type: 'text/plain' })
}

/** Efficient: Use select_related */
export function efficient_view(request) {
  const posts = Post.objects.select_related('author', 'category').all()
  const lines = []
  for (const post of posts) {
    lines.push(post.author.username) // No additional query
    lines.push(name_of(post.category, 'name')) // No additional query
  }
  return new HttpResponse(lines.join('\n'), { content_type: 'text/plain' })
}

/** For many-to-many relationships */
export function optimized_view(request) {
  const posts = Post.objects.prefetch_related('tags', 'comments__author').all()
  const lines = []
  for (const post of posts) {
    for (const tag of post.tags.all()) lines.push(tag.name) // No additional queries
    for (const comment of post.comments.all()) lines.push(name_of(comment.author, 'username'))
  }
  return new HttpResponse(lines.join('\n'), { content_type: 'text/plain' })
}

// Caching

function perform_expensive_operation() {
  const numbers = Post.objects.aggregate({
    posts: new Count('id'),
    views: new Avg('views', { default: 0 }),
  })
  return `${numbers.posts} posts, seen ${numbers.views.toFixed(1)} times on average`
}

export const cached_view = decorate(
  cache_page(60 * 15), // Cache for 15 minutes
  vary_on_cookie,
)(function cached_view(request) {
  const expensive_data = perform_expensive_operation()
  return render(request, 'template.html', { data: expensive_data })
})

export function manual_cache_view(request) {
  const cache_key = `expensive_data_${str(request.user.id)}`
  let data = cache.get(cache_key)
  if (data === null) {
    data = perform_expensive_operation()
    cache.set(cache_key, data, 60 * 15) // Cache for 15 minutes
  }
  return render(request, 'template.html', { data })
}

// Sessions and cookies

export function visits(request) {
  if (request.method === 'POST') {
    request.session.flush()
    return redirect('blog:visits')
  }
  request.session['visits'] = request.session.get('visits', 0) + 1
  return render(request, 'template.html', { data: `Visit ${request.session['visits']}` })
}

export function remember_me(request) {
  const name = request.GET.get('name')
  if (name === null) {
    const visitor = request.get_signed_cookie('visitor', 'stranger', {
      salt: 'blog',
      max_age: 3600,
    })
    return new HttpResponse(`Hello, ${escape(visitor)}!`)
  }
  const response = redirect('blog:remember_me')
  if (name) {
    response.set_signed_cookie('visitor', name, {
      salt: 'blog',
      max_age: 3600,
      path: '/blog/',
      httponly: true,
      samesite: 'Strict',
    })
  } else {
    response.delete_cookie('visitor', { path: '/blog/', samesite: 'Strict' })
  }
  return response
}

// Forms and security

/** CSRF protection is automatic for forms */
export function form_view(request) {
  let form
  if (request.method === 'POST') {
    // CSRF token is automatically validated
    form = new MyForm(request.POST)
    if (form.is_valid()) {
      form.save()
      messages.success(request, `The tag ${form.instance} was created.`)
      return redirect('form_page')
    }
  } else {
    form = new MyForm()
  }
  return render(request, 'form.html', { form })
}

export function secure_view(request) {
  // Always validate and sanitize input
  const user_input = request.POST.get('content', '')

  // Escape HTML to prevent XSS
  const safe_content = escape(user_input)

  // Validate input length
  try {
    validate_length(user_input)
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    return new HttpResponseBadRequest(error.message)
  }

  // Use forms for complex validation
  const form = new ContentForm(request.POST)
  let cleaned_data = {}
  if (form.is_valid()) {
    // Form handles validation and sanitization
    cleaned_data = form.cleaned_data
  }

  return render(request, 'template.html', {
    content: safe_content,
    data: cleaned_data.content ?? null,
  })
}

export const contact_view = require_http_methods(['GET', 'POST'])(function contact_view(request) {
  let form
  if (request.method === 'POST') {
    // Handle form submission
    form = new ContactForm(request.POST)
    if (form.is_valid()) {
      const data = form.cleaned_data
      send_mail(
        `[${data.topic}] Message from the blog`,
        `${data.name} <${data.email}> writes:\n\n${data.message}`,
        'noreply@example.com',
        ['editor@example.com'],
      )
      messages.success(request, `Thank you, ${data.name}!`)
      return redirect('blog:contact')
    }
  } else {
    // Display form
    form = new ContactForm()
  }
  return render(request, 'form.html', { form, heading: 'Contact us' })
})

// Errors

class ExternalServiceError extends Exception {}

function expensive_operation(failure) {
  if (failure === 'service') throw new ExternalServiceError()
  if (failure === 'validation') throw new ValidationError('The service sent nonsense')
  return 'All is well'
}

export function robust_view(request) {
  let data
  try {
    data = expensive_operation(request.GET.get('fail'))
  } catch (error) {
    if (error instanceof ExternalServiceError) {
      messages.error(request, 'Service temporarily unavailable')
      return redirect('home')
    }
    if (error instanceof ValidationError) {
      messages.error(request, str(error))
      return redirect('form_page')
    }
    throw error
  }
  return render(request, 'template.html', { data })
}

export function crash(request) {
  throw new RuntimeError('This view always fails')
}
