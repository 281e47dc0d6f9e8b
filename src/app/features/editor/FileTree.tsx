/** The project's files as a tree. One row is in the tab order; arrow keys move, Enter opens, as in every file tree. */
import { ChevronDown, ChevronRight, File, FileBraces, FileCode, FileCog } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { ProjectFiles } from '../../../protocol/app-host.ts'
import { fileTree, foldersOf, visibleRows, type Row } from './tree.ts'
import styles from './FileTree.module.css'

interface FileTreeProps {
  readonly files: ProjectFiles
  readonly openFile: string
  readonly problemFile: string | null
  readonly onOpen: (path: string) => void
}

export function FileTree({ files, openFile, problemFile, onOpen }: FileTreeProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(
    () => new Set(foldersOf(Object.keys(files))),
  )
  const [focused, setFocused] = useState<string | null>(null)
  const tree = useRef<HTMLDivElement>(null)
  const names = Object.keys(files).join('\n')
  const nodes = useMemo(() => fileTree(names.split('\n')), [names])
  const rows = visibleRows(nodes, closed)
  const tabStop = rows.find((row) => row.node.path === (focused ?? openFile)) ?? rows[0]

  // its folders open with a file, and the other ones stay as they are
  const [openedFor, setOpenedFor] = useState('')
  if (openedFor !== openFile) {
    setOpenedFor(openFile)
    const mine = new Set(foldersOf([openFile]))
    setClosed(new Set([...closed].filter((path) => !mine.has(path))))
  }
  useEffect(() => {
    const row = tree.current?.querySelector(`[data-path="${CSS.escape(openFile)}"]`)
    row?.scrollIntoView({ block: 'nearest' })
  }, [openFile])

  function toggle(path: string, isClosed: boolean) {
    const next = new Set(closed)
    if (isClosed) next.add(path)
    else next.delete(path)
    setClosed(next)
  }

  function choose({ node }: Row) {
    setFocused(node.path)
    if (node.children === null) onOpen(node.path)
    else toggle(node.path, !closed.has(node.path))
  }

  function focusRow(row: Row | undefined) {
    if (row === undefined) return
    setFocused(row.node.path)
    tree.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(row.node.path)}"]`)?.focus()
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const at = rows.findIndex((row) => row === tabStop)
    const row = rows[at]
    if (row === undefined) return
    const isFolder = row.node.children !== null
    const isOpen = isFolder && !closed.has(row.node.path)
    const parent = rows.slice(0, at).findLast((other) => other.level < row.level)
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focusRow(rows[at + 1]),
      ArrowUp: () => focusRow(rows[at - 1]),
      Home: () => focusRow(rows[0]),
      End: () => focusRow(rows.at(-1)),
      ArrowRight: () =>
        isFolder && !isOpen ? toggle(row.node.path, false) : focusRow(rows[at + 1]),
      ArrowLeft: () => (isOpen ? toggle(row.node.path, true) : focusRow(parent)),
      Enter: () => choose(row),
      ' ': () => choose(row),
    }
    const move = moves[event.key]
    if (move === undefined) return
    event.preventDefault()
    move()
  }

  return (
    <div ref={tree} role="tree" aria-label="Files" className={styles.tree} onKeyDown={onKeyDown}>
      {rows.map((row) => {
        const { path, name, children } = row.node
        return (
          <div
            key={path}
            role="treeitem"
            className={styles.row}
            data-path={path}
            data-problem={path === problemFile || undefined}
            aria-level={row.level}
            aria-posinset={row.position}
            aria-setsize={row.of}
            aria-selected={path === openFile}
            aria-expanded={children === null ? undefined : !closed.has(path)}
            aria-label={path === problemFile ? `${name}, has a problem` : name}
            tabIndex={row === tabStop ? 0 : -1}
            style={{ paddingLeft: 8 + (row.level - 1) * 12 }}
            onClick={() => choose(row)}
            onFocus={() => setFocused(path)}
          >
            {children === null ? (
              <FileIcon name={name} />
            ) : closed.has(path) ? (
              <ChevronRight size={14} aria-hidden="true" />
            ) : (
              <ChevronDown size={14} aria-hidden="true" />
            )}
            <span>{name}</span>
          </div>
        )
      })}
    </div>
  )
}

function FileIcon({ name }: { readonly name: string }) {
  if (name === 'settings.ts') return <FileCog size={14} aria-hidden="true" />
  if (name.endsWith('.ts')) return <FileCode size={14} aria-hidden="true" />
  if (name.endsWith('.json')) return <FileBraces size={14} aria-hidden="true" />
  return <File size={14} aria-hidden="true" />
}
