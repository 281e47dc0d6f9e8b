/** Numbers and names as every caption, label and bar writes them. */

/** `1.0 ms`, `12.4 ms`, `0.02 ms`: one decimal, two below a tenth, so that a cheap thing is not 0.0. */
export function formatMs(ms: number): string {
  return ms > 0 && ms < 0.1 ? `${ms.toFixed(2)} ms` : `${ms.toFixed(1)} ms`
}

/** `820 bytes`, `3.1 kB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  return bytes < 1_000_000
    ? `${(bytes / 1000).toFixed(1)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** `1 row`, `10 rows`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** The last part of a path: `blog/post_list.html` → `post_list.html`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function capped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}

/** Ends a text as a sentence, once. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

/** `an HttpResponse`: spelled by sound, as far as class names need it. */
export function withArticle(word: string): string {
  return /^([AEIO]|Http|HTTP|XML)/i.test(word) ? `an ${word}` : `a ${word}`
}
