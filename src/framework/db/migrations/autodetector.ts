/**
 * Finds what has to be done to get from one state to another, as migrations that can be written. An order is found in
 * which nothing comes before what it needs; apps that need each other get several migrations.
 *
 * Django: django/db/migrations/autodetector.py
 * Left out: order_with_respect_to.
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import * as fields from './detect_fields.ts'
import * as models from './detect_models.ts'
import * as options from './detect_options.ts'
import { Detection, fulfils, resolveDependency, type Generated } from './detection.ts'
import type { MigrationGraph } from './graph.ts'
import { Migration, type Dependency } from './migration.ts'
import { optimize } from './optimizer.ts'
import { MigrationQuestioner } from './questioner.ts'
import type { ProjectState } from './state.ts'

export type Changes = Map<string, Migration[]>

interface ChangesOptions {
  /** Apps to restrict to, and what they need. */
  readonly trim_to_apps?: readonly string[]
  /** Apps that get migrations now. */
  readonly convert_apps?: readonly string[]
  readonly migration_name?: string | null
}

export class MigrationAutodetector {
  private readonly existing_apps: ReadonlySet<string>

  constructor(
    readonly from_state: ProjectState,
    readonly to_state: ProjectState,
    readonly questioner: MigrationQuestioner = new MigrationQuestioner(),
  ) {
    this.existing_apps = new Set([...from_state.models.values()].map(({ app_label }) => app_label))
  }

  /** Migrations by app, named so that they follow what the graph has. */
  changes(graph: MigrationGraph, given: ChangesOptions = {}): Changes {
    const { trim_to_apps = [], convert_apps = [], migration_name = null } = given
    const found = this.detect(new Set(convert_apps))
    const migrations = this.chop(sorted(found.generated), graph)
    for (const [app_label, list] of migrations) {
      list.forEach((migration, i) => {
        if (i > 0) migration.dependencies.push([app_label, list[i - 1]!.name])
        migration.dependencies = unique(migration.dependencies)
        migration.operations = optimize(migration.operations, app_label)
      })
    }
    const changes = this.arrange_for_graph(migrations, graph, migration_name)
    return trim_to_apps.length > 0 ? trim(changes, trim_to_apps) : changes
  }

  private detect(convert_apps: ReadonlySet<string>): Detection {
    const found = new Detection(this.from_state, this.to_state, this.questioner, convert_apps)
    models.generate_renamed_models(found)
    models.generate_deleted_models(found)
    models.generate_created_models(found)
    models.generate_deleted_proxies(found)
    models.generate_created_proxies(found)
    options.generate_altered_options(found)
    options.generate_altered_managers(found)
    const renamed = fields.create_renamed_fields(found)
    const indexes = options.create_altered_indexes(found)
    const constraints = options.create_altered_constraints(found)
    options.generate_removed_rules(found, indexes, constraints)
    fields.generate_renamed_fields(found, renamed)
    options.generate_renamed_indexes(found, indexes)
    options.generate_altered_unique_together(found, 'removed')
    fields.generate_removed_fields(found)
    fields.generate_added_fields(found)
    fields.generate_altered_fields(found)
    options.generate_altered_unique_together(found, 'added')
    options.generate_added_rules(found, indexes, constraints)
    options.generate_altered_db_table(found)
    return found
  }

  /** Takes operations off each app's list up to the first one that needs something of another app not made yet. */
  private chop(generated: Map<string, Generated[]>, graph: MigrationGraph): Changes {
    const migrations: Changes = new Map()
    const apps = [...generated.keys()].sort()
    const left = () => [...generated.values()].reduce((sum, list) => sum + list.length, 0)
    let mayChop = false
    while (left() > 0) {
      const before = left()
      for (const app_label of apps) {
        const list = generated.get(app_label)!
        const dependencies: Dependency[] = []
        let count = 0
        for (const item of list) {
          const needed = this.needed(app_label, item, { generated, migrations, graph, mayChop })
          if (needed === null) break
          dependencies.push(...needed)
          count += 1
        }
        if (count === 0 || (count < list.length && !mayChop)) continue
        const made = migrations.get(app_label) ?? []
        const migration = new Migration(`auto_${made.length + 1}`, app_label)
        migration.dependencies = dependencies
        migration.operations = list.splice(0, count).map(({ operation }) => operation)
        migration.initial = !this.existing_apps.has(app_label)
        migrations.set(app_label, [...made, migration])
        mayChop = false
      }
      if (left() < before) continue
      if (mayChop) throw new ValueError(`Cannot resolve operation dependencies: ${apps.join(', ')}`)
      mayChop = true
    }
    return migrations
  }

  /** The migrations that must come before an operation; null where they are not made yet. */
  private needed(
    app_label: string,
    { dependencies }: Generated,
    given: {
      readonly generated: ReadonlyMap<string, readonly Generated[]>
      readonly migrations: Changes
      readonly graph: MigrationGraph
      readonly mayChop: boolean
    },
  ): Dependency[] | null {
    const needed: Dependency[] = []
    for (const original of dependencies) {
      const dependency = resolveDependency(original)
      if (dependency.app_label === app_label) continue
      const others = given.generated.get(dependency.app_label) ?? []
      if (others.some(({ operation }) => fulfils(operation, dependency))) return null
      if (dependency !== original) {
        needed.push([original.app_label, original.model_name])
        continue
      }
      const last = given.migrations.get(dependency.app_label)?.at(-1)
      if (last !== undefined) needed.push([dependency.app_label, last.name])
      else if (!given.mayChop) return null
      else {
        const [leaf] = given.graph.leaf_nodes(dependency.app_label)
        needed.push([dependency.app_label, leaf?.migration.name ?? '__first__'])
      }
    }
    return needed
  }

  /** Names migrations so that they follow the graph's last ones. */
  arrange_for_graph(
    changes: Changes,
    graph: MigrationGraph,
    migration_name: string | null,
  ): Changes {
    const names = new Map<string, Dependency>()
    for (const [app_label, migrations] of [...changes]) {
      const leaf = graph.leaf_nodes(app_label)[0]?.migration ?? null
      if (leaf === null && !this.questioner.ask_initial(app_label)) {
        for (const { name } of migrations)
          names.set(`${app_label}.${name}`, [app_label, '__first__'])
        changes.delete(app_label)
        continue
      }
      let number = leaf === null ? 1 : (parse_number(leaf.name) ?? 0) + 1
      migrations.forEach((migration, i) => {
        if (i === 0 && leaf !== null) migration.dependencies.push([app_label, leaf.name])
        const initial =
          i === 0 && leaf === null ? 'initial' : migration.suggest_name().slice(0, 100)
        const name = `${String(number).padStart(4, '0')}_${migration_name ?? initial}`
        names.set(`${app_label}.${migration.name}`, [app_label, name])
        migration.name = name
        number += 1
      })
    }
    for (const migration of [...changes.values()].flat()) {
      migration.dependencies = migration.dependencies.map(
        (dependency) => names.get(dependency.join('.')) ?? dependency,
      )
    }
    return changes
  }
}

function unique(dependencies: readonly Dependency[]): Dependency[] {
  return [...new Map(dependencies.map((item) => [item.join('.'), item])).values()]
}

/** `0002_post_subtitle` → 2 */
export function parse_number(name: string): number | null {
  const squashed = /.*_squashed_(\d+)/.exec(name)
  const [, digits] = squashed ?? /^(\d+)/.exec(name) ?? []
  return digits === undefined ? null : Number(digits)
}

/** Takes away what the apps do not need. */
function trim(changes: Changes, app_labels: readonly string[]): Changes {
  const required = new Set(app_labels)
  for (const app_label of required) {
    for (const { dependencies } of changes.get(app_label) ?? [])
      for (const [app = ''] of dependencies) required.add(app)
  }
  for (const app_label of [...changes.keys()])
    if (!required.has(app_label)) changes.delete(app_label)
  return changes
}

/** Within each app: nothing before what it needs; all that is ready comes in the order in which it was found. */
function sorted(generated: ReadonlyMap<string, Generated[]>): Map<string, Generated[]> {
  return new Map([...generated].map(([app_label, list]) => [app_label, sortApp(app_label, list)]))
}

function sortApp(app_label: string, list: readonly Generated[]): Generated[] {
  const before = new Map<Generated, Set<Generated>>()
  const known = (item: Generated) => {
    const set = before.get(item) ?? new Set()
    before.set(item, set)
    return set
  }
  for (const item of list) {
    const own = known(item)
    for (const original of item.dependencies) {
      const dependency = resolveDependency(original)
      if (dependency.app_label !== app_label) continue
      for (const other of list)
        if (fulfils(other.operation, dependency)) {
          own.add(other)
          known(other)
        }
    }
  }
  const order: Generated[] = []
  const done = new Set<Generated>()
  let ready = [...before.keys()].filter((item) => before.get(item)!.size === 0)
  while (ready.length > 0) {
    const next: Generated[] = []
    for (const item of ready) {
      order.push(item)
      done.add(item)
      for (const [other, needed] of before) {
        if (done.has(other) || next.includes(other) || !needed.has(item)) continue
        if ([...needed].every((one) => done.has(one))) next.push(other)
      }
    }
    ready = next
  }
  if (order.length < list.length)
    throw new ValueError(`Operations of ${app_label} need each other in a circle.`)
  return order
}
