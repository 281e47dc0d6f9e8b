/**
 * The layers of MIDDLEWARE as the settings file has them in writing, for the picture before the first request. Every
 * recorded run brings the real ones; a list that is computed is simply not drawn before that.
 */
export function middlewareOf(settings: string): readonly string[] | null {
  const list = /\bMIDDLEWARE\b[^=[]*=\s*\[([^\]]*)\]/.exec(settings)?.[1]
  if (list === undefined) return null
  const code = list.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '')
  return [...code.matchAll(/['"]([\w.]+)['"]/g)].map(([, path]) => path ?? '')
}
