/** Monaco with the project's files as models, the playhead's line tinted, and the project's problem as a marker. */
import Editor from '@monaco-editor/react'
import { useEffect, useRef, useState } from 'react'
import type { Problem, ProjectFiles } from '../../../protocol/app-host.ts'
import type { Session } from '../../state/session.ts'
import type { EditorProps } from './PlainEditor.tsx'
import { defineTheme, languageOf, monaco, uriOf } from './monaco-setup.ts'
import { showSession } from './templates/language-service.ts'
import './monaco.css'

interface MonacoEditorProps extends EditorProps {
  readonly session: Session
  readonly files: ProjectFiles
  readonly problem: Problem | null
}

type CodeEditor = monaco.editor.IStandaloneCodeEditor

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fixedOverflowWidgets: true,
  fontFamily: "'JetBrains Mono Variable', monospace",
  fontLigatures: false,
  fontSize: 13,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 14,
  folding: false,
  hideCursorInOverviewRuler: true,
  minimap: { enabled: false },
  overviewRulerBorder: false,
  overviewRulerLanes: 0,
  padding: { top: 8, bottom: 8 },
  renderLineHighlight: 'none',
  scrollBeyondLastLine: false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  stickyScroll: { enabled: false },
  tabSize: 2,
  // names that merely stand somewhere in the file are no answer to `Post.objects.`
  wordBasedSuggestions: 'off',
  wordWrap: 'on',
  wrappingIndent: 'deepIndent',
  unicodeHighlight: { nonBasicASCII: false },
}

export function MonacoEditor({
  path,
  text,
  onChange,
  reveal,
  session,
  files,
  problem,
}: MonacoEditorProps) {
  const [editor, setEditor] = useState<CodeEditor | null>(null)
  const theme = useMonacoTheme()

  useEffect(() => showSession(session), [session])
  useModels(files)
  useMarkers(problem, files)
  usePlayhead(editor, path, reveal)
  useColoursAtOnce(editor, path)

  return (
    <div className="code-editor" data-phase={reveal.phase}>
      <Editor
        path={uriOf(path).toString()}
        value={text}
        language={languageOf(path)}
        theme={theme}
        options={{ ...OPTIONS, ariaLabel: path }}
        loading={null}
        keepCurrentModel
        onMount={setEditor}
        onChange={(value) => onChange(value ?? '')}
      />
    </div>
  )
}

/**
 * Monaco colours a file when the browser says that it is idle, and Chromium may not say so for a page where nothing
 * at all happens: a template, which has no worker to wake the page, then stays black. Projects are small: colour now.
 */
function useColoursAtOnce(editor: CodeEditor | null, path: string): void {
  useEffect(() => {
    void editor?.getAction('editor.action.forceRetokenize')?.run()
  }, [editor, path])
}

/** Every file is a model, so that imports between them have types. */
function useModels(files: ProjectFiles): void {
  useEffect(() => {
    for (const [path, text] of Object.entries(files)) {
      const model = monaco.editor.getModel(uriOf(path))
      if (model === null) monaco.editor.createModel(text, languageOf(path), uriOf(path))
      else if (model.getValue() !== text && !model.isAttachedToEditor()) model.setValue(text)
    }
    const uris = new Set(Object.keys(files).map((path) => uriOf(path).toString()))
    for (const model of monaco.editor.getModels()) {
      const isGone = model.uri.path.startsWith('/project/') && !uris.has(model.uri.toString())
      if (isGone && !model.isAttachedToEditor()) model.dispose()
    }
  }, [files])
}

function useMarkers(problem: Problem | null, files: ProjectFiles): void {
  useEffect(() => {
    const model = problem?.where == null ? null : monaco.editor.getModel(uriOf(problem.where.file))
    if (problem?.where == null || model === null) return
    const line = Math.min(Math.max(1, problem.where.line), model.getLineCount())
    monaco.editor.setModelMarkers(model, 'roundtrip', [
      {
        severity: monaco.MarkerSeverity.Error,
        message: `${problem.className}: ${problem.message}`,
        startLineNumber: line,
        endLineNumber: line,
        startColumn: problem.where.column ?? model.getLineFirstNonWhitespaceColumn(line),
        endColumn: model.getLineMaxColumn(line),
      },
    ])
    return () => {
      if (!model.isDisposed()) monaco.editor.setModelMarkers(model, 'roundtrip', [])
    }
  }, [problem, files])
}

function usePlayhead(editor: CodeEditor | null, path: string, reveal: EditorProps['reveal']): void {
  const seenPicks = useRef(reveal.picks)
  const { line, isQuiet, phase, picks } = reveal
  useEffect(() => {
    if (editor === null || line === null) return
    if (isQuiet) return editor.revealLineInCenterIfOutsideViewport(line)
    const decorations = editor.createDecorationsCollection([
      {
        range: new monaco.Range(line, 1, line, 1),
        options: {
          isWholeLine: true,
          className: 'playhead-line',
          firstLineDecorationClassName: 'playhead-arrow',
        },
      },
    ])
    editor.revealLineInCenterIfOutsideViewport(line)
    if (picks !== seenPicks.current) editor.setPosition({ lineNumber: line, column: 1 })
    seenPicks.current = picks
    return () => decorations.clear()
  }, [editor, path, line, isQuiet, phase, picks])
}

/** Monaco wants colours, not variables: they are read again when the theme of the page changes. */
function useMonacoTheme(): string {
  const [theme, setTheme] = useState(defineTheme)
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(defineTheme()))
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [])
  return theme
}
