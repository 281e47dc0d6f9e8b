/** A project's own Content-Security-Policy, made to hold in a preview: it may be framed, report nothing, and let the shim run. */

const DROPPED = new Set([
  'frame-ancestors',
  'report-uri',
  'report-to',
  'sandbox',
  'upgrade-insecure-requests',
])

/** @param shimHash  `sha256-…` of the shim's text */
export function policyForPreview(policy: string, shimHash: string): string {
  const directives = policy
    .split(';')
    .map((directive) => directive.trim().split(/\s+/))
    .filter(([name = '']) => name !== '' && !DROPPED.has(name.toLowerCase()))
  const scripts =
    directives.find(([name]) => /^script-src(?:-elem)?$/i.test(name!)) ??
    directives.find(([name]) => /^default-src$/i.test(name!))
  if (scripts !== undefined && !allowsInline(scripts)) {
    const sources = scripts.slice(1).filter((source) => source !== "'none'")
    const withShim = [...sources, `'${shimHash}'`]
    if (/^default-src$/i.test(scripts[0]!)) directives.push(['script-src', ...withShim])
    else scripts.splice(1, Infinity, ...withShim)
  }
  return directives.map((directive) => directive.join(' ')).join('; ')
}

/** A hash or nonce beside 'unsafe-inline' switches that off, so it must not be added then. */
function allowsInline(sources: readonly string[]): boolean {
  return (
    sources.includes("'unsafe-inline'") &&
    !sources.some((source) => /^'(?:nonce|sha\d+)-/.test(source))
  )
}
