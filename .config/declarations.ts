/**
 * The framework's declarations, for the editor: what a learner's file may call, with the docstrings, at a fifth of the
 * sources' weight. Written by tsc before the app is built; src/entries/django-types.ts takes them from the folder.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const FOLDER = 'node_modules/.cache/declarations'
const TSC = 'node_modules/typescript-native/bin/tsc'
const OPTIONS = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--stripInternal']

/** Python's private and special names: a learner may define them, and calls hardly any; they would lead each list. */
const PRIVATE = /^ {4}(?:(?:static|readonly|get|set) )*_(?!meta\b|state\b)\w*\??[(:].*;\n/gm

/** What the framework leaves open, since it is decided at run time, but what a learner may rely on. */
const SHARPER: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'framework/db/models/base.d.ts': [
    [
      /static get objects\(\): any;/,
      'static get objects(): Manager;\n    static set objects(manager: any);',
    ],
    [/^/, "import type { Manager } from './manager';\n"],
  ],
  // a part that is loaded for projects that name it
  'framework/db/index.d.ts': [[/$/, "export * as migrations from './migrations/index';\n"]],
  // a manager answers all of a queryset's methods
  'framework/db/models/manager.d.ts': [
    [
      /$/,
      "\nimport type { QuerySet } from './query';\nexport interface Manager extends Omit<QuerySet, keyof BaseManager> {}\n",
    ],
    [/\ball\(\): any;/, 'all(): this;'],
    [/get_queryset\(\): any;/, 'get_queryset(): this;'],
  ],
}

export function declarations(): Plugin {
  return { name: 'declarations', buildStart: writeDeclarations }
}

async function writeDeclarations(): Promise<void> {
  // a folder of its own until it is whole: two builds may run at once
  const folder = `${FOLDER}-${process.pid}`
  mkdirSync(folder, { recursive: true })
  // a type error is the type check's business: declarations come out all the same
  await new Promise((resolve) => {
    const args = [TSC, '-p', 'src/framework', ...OPTIONS, '--rootDir', 'src', '--outDir', folder]
    spawn(process.execPath, args, { stdio: 'ignore' }).on('close', resolve)
  })
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.d.ts'),
  )
  if (files.length === 0) throw new Error('tsc wrote no declarations of src/framework')
  for (const file of files) {
    // `./query.ts` would name a source, which is not there
    let text = readFileSync(`${folder}/${file}`, 'utf8').replace(
      /(['"]\.[^'"\n]*)\.ts(['"])/g,
      '$1$2',
    )
    text = text.replace(PRIVATE, '')
    for (const [from, to] of SHARPER[file] ?? []) {
      if (!from.test(text)) throw new Error(`${file} has no ${from} any more`)
      text = text.replace(from, to)
    }
    writeFileSync(`${folder}/${file}`, text)
  }
  rmSync(FOLDER, { recursive: true, force: true })
  renameSync(folder, FOLDER)
}
