/**
 * The headers that fence a playground in, as one table: the service worker sets them on every answer it makes, and
 * the sandbox's web server on every file, 404s included. A single page without them would be a hole, since a hostile
 * page may unregister the worker and open a frame on that page.
 */

/** What a playground's page may reach: itself. Nothing leaves the origin, by no kind of request or navigation. */
function contentSecurityPolicy(appOrigins: readonly string[]): string {
  return [
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'",
    "connect-src 'self' data: blob:",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self' data:",
    "frame-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors 'self' ${appOrigins.join(' ')}`,
  ].join('; ')
}

/** @param appOrigins  pages that may embed the sandbox: `https://play.example.org` */
export function securityHeaders(appOrigins: readonly string[]): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(appOrigins),
    // Chromium gives such an origin a process of its own even on the app's site
    'Origin-Agent-Cluster': '?1',
    'X-DNS-Prefetch-Control': 'off',
    'X-Content-Type-Options': 'nosniff',
  }
}

/**
 * For the app's page. What it frames is the sandbox and nothing else, so that a playground cannot navigate its own
 * frame to elsewhere and take what it knows along.
 * @param sandboxOrigin  where playgrounds live, as in the build's setting
 */
export function appHeaders(sandboxOrigin: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `frame-src ${sandboxOrigin.replaceAll(',', ' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ]
  return { 'Content-Security-Policy': policy.join('; '), 'X-Content-Type-Options': 'nosniff' }
}

/** A `_headers` file, as Netlify and Cloudflare Pages read it. */
export function netlifyHeaders(headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)
  // a service worker must not be kept by a cache when a new one is published
  return `/*\n${lines.join('\n')}\n  Cache-Control: no-cache\n`
}

/** The part of an nginx configuration that serves one of the two; `always` covers the 404s. */
export function nginxConfig(headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `  add_header ${name} "${value}" always;`,
  )
  return `# The sandbox's name is a wildcard on another registrable domain than the app's; TLS as you are used to.
server {
  server_name NAME;
  root FOLDER;
${lines.join('\n')}
  add_header Cache-Control no-cache always;
  types { text/html html; text/javascript js; application/wasm wasm; }
  location / { try_files $uri $uri/index.html =404; }
}
`
}
