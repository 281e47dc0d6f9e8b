/**
 * INSTALLED_APPS to app configs and models, as `django.setup()` does: every app's config, then every app's models,
 * then `ready()`. Python registers a model the moment its class is made; here the classes that `models.ts` exports
 * are registered when it has run.
 */
import { ImportError } from '../base/python/exceptions.ts'
import { class_name } from '../base/python/class_name.ts'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { Model } from '../framework/db/models/index.ts'
import type { Namespace } from '../framework/utils/module_loading.ts'
import type { Linker } from './linker.ts'

/** @param modules  Django's own, by path */
export function installApps(
  names: Iterable<unknown>,
  linker: Linker,
  modules: Readonly<Record<string, Namespace>>,
): void {
  forgetLearnersModels(modules)
  const configs = Array.from(names, (name) => configOf(String(name), linker))
  apps.populate(configs)
  for (const config of configs) {
    const module = `${config.name}.models`
    if (linker.has(module)) registerModels(linker, config, module)
  }
  for (const config of configs) config.ready()
}

/** Those of an earlier project. Django's own models are made once and stay. */
function forgetLearnersModels(modules: Readonly<Record<string, Namespace>>): void {
  const djangos = modelsIn(modules)
  for (const [label, models] of [...apps.all_models]) {
    if (![...models.values()].some((model) => djangos.has(model as object))) apps.forget(label)
  }
}

/** Those that are made: they have their options. Asking thousands of functions for a prototype would give each one. */
function modelsIn(modules: Readonly<Record<string, Namespace>>): ReadonlySet<unknown> {
  const values = Object.values(modules).flatMap((module) => Object.values(module))
  return new Set(
    values.filter((value) => typeof value === 'function' && Object.hasOwn(value, '_meta')),
  )
}

function isModel(value: unknown): value is typeof Model {
  return typeof value === 'function' && value.prototype instanceof Model
}

/** An entry is an app's module, `'blog'`, or its config class, `'blog.apps.BlogConfig'`. */
function configOf(entry: string, linker: Linker): AppConfig {
  const dot = entry.lastIndexOf('.')
  const parent = entry.slice(0, Math.max(dot, 0))
  if (!linker.has(entry) && dot !== -1 && linker.has(parent)) {
    const found = linker.importDotted(parent)[entry.slice(dot + 1)]
    if (isConfig(found)) return made(found, entry, linker)
    const error = new ImportError(
      `Module '${parent}' does not contain a '${entry.slice(dot + 1)}' class.`,
    )
    const choices = configsIn(linker.importDotted(parent)).map(class_name)
    if (choices.length > 0) {
      error.teaching = { id: 'apps.no_config', hint: `Choices are: ${choices.join(', ')}.` }
    }
    throw error
  }
  const module = linker.importDotted(entry)
  const [only, second] = linker.has(`${entry}.apps`)
    ? configsIn(linker.importDotted(`${entry}.apps`))
    : []
  return only !== undefined && second === undefined
    ? made(only, entry, linker)
    : new AppConfig(entry, module)
}

function made(config: typeof AppConfig, entry: string, linker: Linker): AppConfig {
  const name =
    typeof config.name === 'string' && Object.hasOwn(config, 'name') ? config.name : entry
  return new config(name, linker.importDotted(name))
}

function configsIn(module: Namespace): (typeof AppConfig)[] {
  return Object.values(module).filter(isConfig)
}

function isConfig(value: unknown): value is typeof AppConfig {
  return typeof value === 'function' && value.prototype instanceof AppConfig
}

/** Only the app's own classes: `models.ts` may also export what it imported. */
function registerModels(linker: Linker, config: AppConfig, module: string): void {
  const folder = `${config.name.replaceAll('.', '/')}/`
  const isDjangos = config.name.startsWith('django.')
  for (const exported of Object.values(linker.importDotted(module))) {
    if (!isModel(exported)) continue
    const file = linker.sourceOf(exported)?.file
    const isOwn = file === undefined ? isDjangos : file.startsWith(folder)
    if (isOwn) apps.register_model(exported, config.label, module)
  }
}
