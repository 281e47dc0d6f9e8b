/**
 * Casing tells the audience: in the framework and in Python's values, what is not camelCase is spelled as Django or
 * Python spells it, and a learner may import it. Such an export is used by people, not by us.
 */
const PUBLIC_FOLDERS = /(^|\/)src\/(framework|base\/python)\//
const CAMEL_CASE = /^[a-z][a-z0-9]*([A-Z][A-Za-z0-9]*)+$/

export default function withoutPublicNames(options) {
  const issues = options.issues.exports
  for (const [file, byName] of Object.entries(issues)) {
    if (!PUBLIC_FOLDERS.test(file)) continue
    for (const name of Object.keys(byName)) {
      if (CAMEL_CASE.test(name)) continue
      delete byName[name]
      options.counters.exports -= 1
    }
    if (Object.keys(byName).length === 0) delete issues[file]
  }
  return options
}
