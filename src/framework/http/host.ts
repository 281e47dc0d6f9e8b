/**
 * Who the request is for. A Host header is the client's word, so it is only believed if ALLOWED_HOSTS names it.
 *
 * Django: django/http/request.py (split_domain_port, validate_host)
 */
import { is_same_domain } from '../utils/http.ts'

const HOST = /^([a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::([0-9]+))?$/

/** Lower case domain without its last dot, and port; two empty texts for what is no host. */
export function split_domain_port(host: string): [domain: string, port: string] {
  const found = HOST.exec(host.toLowerCase())
  if (found === null) return ['', '']
  return [(found[1] ?? '').replace(/\.$/, ''), found[2] ?? '']
}

/** @param allowed_hosts  `.example.com` stands for the domain and all below it, `*` for any */
export function validate_host(host: string, allowed_hosts: readonly string[]): boolean {
  return allowed_hosts.some((pattern) => pattern === '*' || is_same_domain(host, pattern))
}
