/**
 * Which parts of Django a browser downloads for a project: those that its files name. Linking is synchronous, as
 * imports are in Python, so everything that may be imported is fetched before; a name that is put together while the
 * project runs cannot be found in its text, so a project that imports by name gets all.
 */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import { modules as core } from './core.ts'
import { LateParts } from './late.ts'

type Modules = Readonly<Record<string, Namespace>>

interface Part {
  /** Found in a project that needs it, be it an import, a setting or a template. */
  readonly named: RegExp
  /** Only the project's TypeScript counts: a script in a template is none of Django's. */
  readonly inCode?: boolean
  load(): Promise<{
    readonly modules: Modules
    /** Puts in place what is more than something to import. */
    install?(): void
  }>
  /** Projects whose first page can do without, and the modules that then come after it. */
  readonly late?: { readonly where: RegExp; readonly paths: readonly string[] }
}

const PARTS: readonly Part[] = [
  { named: /django[./]forms|views[./]generic|formfield/, load: () => import('./forms.ts') },
  { named: /contrib[./](?:sessions|messages)/, load: () => import('./sessions.ts') },
  {
    named: /core[./]cache|middleware[./]cache|decorators[./]cache|cache_page|load cache|\bCACHES\b/,
    load: () => import('./cache.ts'),
  },
  { named: /contrib[./]auth|AUTH_USER_MODEL/, load: () => import('./auth.ts') },
  { named: /contrib[./]contenttypes/, load: () => import('./contenttypes.ts') },
  {
    named: /password_validation|contrib[./]auth[./](?:forms|views|urls)/,
    load: () => import('./auth_forms.ts'),
  },
  {
    named:
      /\basync\s+(?:function|static|\*|\(|#?[\w$]+\s*(?:\(|=>))|asyncio|asgiref|core[./]asgi|ASGI_APPLICATION/,
    inCode: true,
    load: () => import('./async.ts'),
  },
  { named: /CompositePrimaryKey|tuple_lookups/, load: () => import('./composite_keys.ts') },
  { named: /\bmigrations\b/, load: () => import('./migrations.ts') },
  { named: /core[./]management|call_command/, load: () => import('./management.ts') },
  {
    named: /jinja2/,
    load: () => import('./jinja2.ts'),
    late: {
      // a template is looked for in one engine after the other
      where: /backends\.django\.DjangoTemplates[\s\S]*backends\.jinja2\.Jinja2/,
      paths: ['django/template/backends/jinja2', 'django/template/backends/utils', 'jinja2'],
    },
  },
  {
    // those whose code sends mail, and what does so itself
    named: /core[./]mail|BrokenLinkEmails|email_user|contrib[./]auth[./](?:forms|views|urls)/,
    load: () => import('./mail.ts'),
  },
  {
    named:
      /middleware[./](?:gzip|locale)|files[./]storage|contrib[./](?:humanize|staticfiles)|(?:urls|views)[./]i18n|lorem_ipsum/,
    load: () => import('./more.ts'),
  },
  {
    named: /LANGUAGE_CODE|LocaleMiddleware|translation|load [^%]*(?:i18n|l10n)/,
    load: () => import('./locale.ts'),
  },
]
const IMPORTS_BY_NAME = /\bimport_(?:module|string)\b/

interface Fetched {
  /** What the project can import. */
  readonly modules: Modules
  /** null where nothing is left to be fetched. */
  readonly late: LateParts | null
}

/** Downloads what a project needs, without putting anything in place: its next version will most probably need it. */
export async function fetchAhead(files: Readonly<Record<string, string>>): Promise<void> {
  await Promise.all(neededBy(files).needed.map((part) => part.load()))
}

/** @param files  the project's, by path */
export async function partsFor(files: Readonly<Record<string, string>>): Promise<Fetched> {
  const { needed, isLate } = neededBy(files)
  const known = { ...core, ...(await fetched(needed.filter((part) => !isLate(part)))) }
  const later = needed.filter(isLate)
  if (later.length === 0) return { modules: known, late: null }
  const paths = later.flatMap((part) => part.late?.paths ?? [])
  const late = new LateParts(known, paths, () => fetched(later))
  return { modules: late.modules, late }
}

function neededBy(files: Readonly<Record<string, string>>) {
  const texts = Object.values(files)
  const code = Object.entries(files).flatMap(([path, text]) => (path.endsWith('.ts') ? [text] : []))
  const has = (pattern: RegExp, inCode = false) =>
    (inCode ? code : texts).some((text) => pattern.test(text))
  const needsAll = has(IMPORTS_BY_NAME)
  const needed = PARTS.filter(({ named, inCode }) => needsAll || has(named, inCode))
  const isLate = ({ late }: Part) => !needsAll && late !== undefined && has(late.where)
  return { needed, isLate }
}

async function fetched(wanted: readonly Part[]): Promise<Modules> {
  const parts = await Promise.all(wanted.map((part) => part.load()))
  for (const part of parts) part.install?.()
  return Object.assign({}, ...parts.map(({ modules }) => modules)) as Modules
}
