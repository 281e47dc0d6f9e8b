/**
 * The learner's project: files, and which one is open. A project that came with a link is `shared`: it is kept for
 * this tab only, and the own saved project stays as it is until the person chooses to replace it.
 */
import * as v from 'valibot'
import { create } from 'zustand'
import { examples } from '../../content/examples.ts'
import type { ProjectFiles } from '../../protocol/app-host.ts'
import { renewDataKey } from './data-key.ts'
import { projectSchema, type Project } from './project-files.ts'
import { readStored, writeStored } from './storage.ts'

const OWN_KEY = 'roundtrip.project'
const SHARED_KEY = 'roundtrip.shared'
const sharedSchema = v.object({ fragment: v.string(), project: projectSchema })

interface ProjectState extends Project {
  readonly origin: 'own' | 'shared'
  /** The link's fragment; '' for the own project. */
  readonly fragment: string
  readonly openFile: string
  /** Rises when another project takes the place of this one: database and cookies start anew then. */
  readonly generation: number
  /** False where the browser keeps nothing: the screen says so. */
  readonly isSaved: boolean
  open(path: string): void
  edit(path: string, text: string): void
  create(path: string): void
  /** Adds or replaces files; the open one stays open. */
  write(files: ProjectFiles): void
  rename(from: string, to: string): void
  remove(path: string): void
  /** Takes over a project: from a file, or the own one again. */
  load(project: Project): void
  loadShared(project: Project, fragment: string): void
  /** The shared project becomes the own one. */
  keep(): void
  backToOwn(): void
  reset(): void
}

/** The example a project started from; the first one where it is not known here. */
export function exampleOf(id: string): (typeof examples)[number] {
  const found = examples.find((example) => example.id === id) ?? examples[0]
  if (found === undefined) throw new Error('there is no example')
  return found
}

function fromExample(id: string): Project {
  const { version, title, files } = exampleOf(id)
  return { example: { id: exampleOf(id).id, version }, title, files }
}

function firstFile(files: ProjectFiles): string {
  const paths = Object.keys(files).sort()
  return paths.find((path) => path.endsWith('/views.ts')) ?? paths[0] ?? ''
}

function ownProject(): Project {
  return readStored(OWN_KEY, projectSchema) ?? fromExample('')
}

export const useProject = create<ProjectState>()((set, get) => {
  const show = (project: Project, openFile = get().openFile): Partial<ProjectState> => ({
    example: project.example,
    title: project.title,
    files: project.files,
    generation: get().generation + 1,
    openFile: openFile in project.files ? openFile : firstFile(project.files),
  })
  const own = ownProject()
  return {
    ...own,
    origin: 'own',
    fragment: '',
    openFile: firstFile(own.files),
    generation: 0,
    isSaved: true,
    open(path) {
      if (path in get().files && path !== get().openFile) set({ openFile: path })
    },
    edit(path, text) {
      if (get().files[path] !== text) set({ files: { ...get().files, [path]: text } })
    },
    write: (files) => set({ files: { ...get().files, ...files } }),
    create: (path) => set({ files: { ...get().files, [path]: '' }, openFile: path }),
    rename(from, to) {
      const { [from]: text, ...rest } = get().files
      if (text === undefined) return
      const openFile = get().openFile === from ? to : get().openFile
      set({ files: { ...rest, [to]: text }, openFile })
    },
    remove(path) {
      const { [path]: _gone, ...files } = get().files
      set({ files, openFile: get().openFile === path ? firstFile(files) : get().openFile })
    },
    load(project) {
      renewDataKey('')
      set({ ...show(project), origin: 'own', fragment: '' })
      saveProject()
    },
    loadShared(project, fragment) {
      // edits made to this link before a reload of the tab
      const edited = readStored(SHARED_KEY, sharedSchema, 'session')
      const current = edited?.fragment === fragment ? edited.project : project
      set({ ...show(current), origin: 'shared', fragment })
    },
    keep() {
      renewDataKey('')
      set({ origin: 'own', fragment: '' })
    },
    backToOwn: () => set({ ...show(ownProject()), origin: 'own', fragment: '' }),
    reset() {
      renewDataKey(get().fragment)
      set(show(fromExample(get().example.id)))
    },
  }
})

/** The plain part, for files and links. */
export function currentProject(): Project {
  const { example, title, files } = useProject.getState()
  return { example, title, files }
}

/** Writes the project where it belongs: the own one for ever, a shared one for this tab. */
export function saveProject(): void {
  const { origin, fragment, isSaved } = useProject.getState()
  const project = currentProject()
  const done =
    origin === 'own'
      ? writeStored(OWN_KEY, project)
      : writeStored(SHARED_KEY, { fragment, project }, 'session')
  if (done !== isSaved) useProject.setState({ isSaved: done })
}

/** Saves soon after each change, and at once when the page goes away. @returns the undo */
export function autosave(delayMs = 300): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  const flush = () => {
    if (timer === null) return
    clearTimeout(timer)
    timer = null
    saveProject()
  }
  const stop = useProject.subscribe((now, was) => {
    if (now.files === was.files && now.title === was.title && now.origin === was.origin) return
    // opening a link, or going back, changes the files too, but nothing of the person's own
    if (now.fragment !== was.fragment && now.generation !== was.generation) return
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(flush, delayMs)
  })
  addEventListener('pagehide', flush)
  return () => {
    stop()
    flush()
    removeEventListener('pagehide', flush)
  }
}
