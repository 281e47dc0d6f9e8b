/** What a person types into the address bar, as a path of the project: `blog/`, `/blog/?q=a`, or a whole pasted URL. */
export function toPath(typed: string): string {
  const text = typed.trim()
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) {
    const { pathname, search } = new URL(text)
    return pathname + search
  }
  // two slashes at the start would name another host
  return `/${text.replace(/^\/+/, '').replace(/#.*$/, '')}`
}
