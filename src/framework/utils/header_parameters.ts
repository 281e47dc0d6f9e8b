/**
 * `text/html; charset=utf-8` taken apart: the value, and its parameters by name. Quotes, escapes and RFC 2231
 * (`filename*=UTF-8''…`, `filename*0=…`) are resolved.
 *
 * Django: parse_header_parameters of django/utils/http.py
 */
import { decode } from '../../base/python/bytes.ts'
import { LookupError, ValueError } from '../../base/python/exceptions.ts'
import { stringRepr } from '../../base/python/protocols.ts'
import { strip } from '../../base/python/strings.ts'
import { unquote_to_bytes } from '../../base/python/urllib_parse.ts'

/** @throws ValueError for an unknown charset */
export function parse_header_parameters(line: string): [string, Record<string, string>] {
  if (line === '') return ['', {}]
  const [first = '', ...rest] = splitSemicolons(line)
  const parameters: Record<string, string> = {}
  const pieces = new Map<string, { index: number; text: string; encoded: boolean }[]>()
  for (const part of rest) {
    const at = part.indexOf('=')
    const name = strip(at === -1 ? part : part.slice(0, at)).toLowerCase()
    const value = at === -1 ? '' : unquoted(strip(part.slice(at + 1)))
    const extended = /^(.*?)(?:\*(\d+))?(\*)?$/.exec(name)
    if (name === '' || !extended) continue
    const [, base = name, index, star] = extended
    if (index === undefined && star === undefined) parameters[base] = value
    else {
      const list = pieces.get(base) ?? []
      list.push({ index: Number(index ?? 0), text: value, encoded: star !== undefined })
      pieces.set(base, list)
    }
  }
  for (const [name, list] of pieces) parameters[name] = joined(list)
  return [strip(first).toLowerCase(), parameters]
}

/** RFC 2231: the pieces in order; the first may say `charset'language'`. */
function joined(pieces: { index: number; text: string; encoded: boolean }[]): string {
  pieces.sort((a, b) => a.index - b.index)
  const isEncoded = pieces.some((piece) => piece.encoded)
  const text = pieces.map((piece) => piece.text).join('')
  if (!isEncoded) return text
  const match = /^([^']*)'[^']*'([\s\S]*)$/.exec(text)
  const charset = match?.[1] || 'us-ascii'
  const bytes = unquote_to_bytes(match?.[2] ?? text)
  try {
    return decode(bytes, charset, 'replace')
  } catch (error) {
    if (!(error instanceof LookupError)) throw error
    throw new ValueError(`Invalid encoding ${stringRepr(charset)} for RFC 2231 param.`)
  }
}

function unquoted(value: string): string {
  if (value.length < 2) return value
  if (value.startsWith('"') && value.endsWith('"')) {
    return value.slice(1, -1).replaceAll('\\\\', '\\').replaceAll('\\"', '"')
  }
  return value.startsWith('<') && value.endsWith('>') ? value.slice(1, -1) : value
}

/** Splits at semicolons outside of quotes. */
function splitSemicolons(line: string): string[] {
  const parts: string[] = []
  let part = ''
  let inQuotes = false
  for (let i = 0; i < line.length; i += 1) {
    const char = line.charAt(i)
    if (char === '"' && line.charAt(i - 1) !== '\\') inQuotes = !inQuotes
    if (char === ';' && !inQuotes) {
      parts.push(part)
      part = ''
    } else part += char
  }
  return [...parts, part]
}
