/** Which model a table is of, and on which line of the project it stands. */
import type { SourceRange } from '../../base/source.ts'
import { apps } from '../../framework/apps/index.ts'

export type Files = Readonly<Record<string, string>>

interface Meta {
  readonly db_table: string
  readonly label: string
  readonly module: string
  readonly object_name: string
  readonly proxy: boolean
  /** Of a ManyToManyField's own table: the model with the field. */
  readonly auto_created: false | { readonly _meta: Meta }
  readonly local_many_to_many: readonly {
    readonly name: string
    readonly remote_field: { readonly through: { readonly _meta: Meta } }
  }[]
}
interface TableModel {
  /** `blog.Post`; `blog.Post.tags` for the table of a ManyToManyField. */
  readonly label: string
  /** null where the model is Django's own. */
  readonly where: SourceRange | null
}

/** @returns a function that knows the model of a table; null: none has it */
export function modelOfTable(files: Files): (table: string) => TableModel | null {
  const metas = (apps.get_models({ include_auto_created: true }) as { _meta: Meta }[])
    .map(({ _meta }) => _meta)
    .filter(({ proxy }) => !proxy)
  const byTable = new Map(metas.map((meta) => [meta.db_table.replaceAll('"', ''), meta]))
  return (table) => {
    const meta = byTable.get(table)
    return meta === undefined ? null : describe(meta, files)
  }
}

function describe(meta: Meta, files: Files): TableModel {
  if (meta.auto_created === false) return { label: meta.label, where: lineOf(meta, null, files) }
  const owner = meta.auto_created._meta
  const field = owner.local_many_to_many.find(
    ({ remote_field }) => remote_field.through._meta === meta,
  )
  const name = field?.name ?? null
  return {
    label: name === null ? owner.label : `${owner.label}.${name}`,
    where: lineOf(owner, name, files),
  }
}

/** The line of a model's class, or of one of its fields. */
function lineOf(meta: Meta, field: string | null, files: Files): SourceRange | null {
  const path = meta.module.replaceAll('.', '/')
  const file = [`${path}.ts`, `${path}/index.ts`].find((name) => name in files)
  if (file === undefined) return null
  const lines = (files[file] ?? '').split('\n')
  const begin = lines.findIndex((line) => new RegExp(`\\bclass ${meta.object_name}\\b`).test(line))
  if (begin === -1) return null
  const isField = new RegExp(`\\bstatic (?:override )?${field ?? ''}\\b`)
  const offset =
    field === null
      ? 0
      : Math.max(
          lines.slice(begin).findIndex((line) => isField.test(line)),
          0,
        )
  return { file, line: begin + offset + 1 }
}
