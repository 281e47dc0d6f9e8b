/** Names that a template itself has given above a place: by `{% for %}`, `{% with %}` and `… as name`. */

const TAG = /\{%\s*([^\n]*?)\s*%\}/g

/** @param before  the template up to the place; innermost names first, each once */
export function namesInScope(before: string): string[] {
  const scopes: string[][] = [[]]
  for (const [, contents = ''] of before.matchAll(TAG)) {
    const [tag = ''] = contents.split(/\s/, 1)
    if (tag === 'endfor' || tag === 'endwith') {
      if (scopes.length > 1) scopes.pop()
    } else if (tag === 'for') scopes.push([...loopNames(contents), 'forloop'])
    else if (tag === 'with') scopes.push(withNames(contents))
    else {
      const name = /\sas\s+(\w+)(?:\s+silent)?$/.exec(contents)?.[1]
      if (name !== undefined) scopes.at(-1)?.push(name)
    }
  }
  return [...new Set(scopes.reverse().flat())]
}

function loopNames(contents: string): string[] {
  const names = /^for\s+(.+?)\s+in\s/.exec(contents)?.[1] ?? ''
  return names.split(/\s*,\s*/).filter((name) => /^\w+$/.test(name))
}

function withNames(contents: string): string[] {
  const assigned = [...contents.matchAll(/\s(\w+)=/g)].map(([, name]) => name ?? '')
  const legacy = [...contents.matchAll(/\sas\s+(\w+)/g)].map(([, name]) => name ?? '')
  return [...assigned, ...legacy]
}
