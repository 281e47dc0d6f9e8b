/** Completion and hover after `request.`, which TypeScript alone does not have (see request-chain.ts). */
import * as monaco from 'monaco-editor/editor'
import * as ts from 'monaco-editor/languages/features/typescript/register'
import { declaredRequest, requestChain, type RequestChain } from './request-chain.ts'

type Kind = monaco.languages.CompletionItemKind
const { Method, Property } = monaco.languages.CompletionItemKind

interface Entry {
  readonly name: string
  readonly kind: string
}

export function completeRequest(): void {
  monaco.languages.registerCompletionItemProvider('typescript', {
    triggerCharacters: ['.'],
    async provideCompletionItems(model, position) {
      const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1)
      const chain = requestChain(before)
      if (chain === null) return { suggestions: [] }
      const start = position.column - chain.typed.length
      const range = new monaco.Range(
        position.lineNumber,
        start,
        position.lineNumber,
        position.column,
      )
      const entries = await ask(chain, async (worker, uri, offset) => {
        const found = (await worker.getCompletionsAtPosition(uri, offset)) as
          { readonly entries: readonly Entry[] } | undefined
        return found?.entries ?? []
      })
      return {
        suggestions: entries
          .filter(({ name }) => !name.startsWith('_') && /^\w+$/.test(name))
          .map(({ name, kind }) => ({ label: name, insertText: name, kind: kindOf(kind), range })),
      }
    },
  })
  monaco.languages.registerHoverProvider('typescript', {
    async provideHover(model, position) {
      const word = model.getWordAtPosition(position)
      const line = model.getLineContent(position.lineNumber)
      const chain = word === null ? null : requestChain(line.slice(0, word.endColumn - 1))
      if (chain === null) return null
      const info = await ask(chain, async (worker, uri, offset) => {
        const found = (await worker.getQuickInfoAtPosition(uri, offset - 1)) as
          { readonly displayParts?: Parts; readonly documentation?: Parts } | undefined
        return found ?? {}
      })
      const [shape, words] = [textOf(info.displayParts), textOf(info.documentation)]
      if (shape === '') return null
      return { contents: [{ value: `\`\`\`typescript\n${shape}\n\`\`\`` }, { value: words }] }
    },
  })
}

type Parts = readonly { readonly text: string }[]
type Worker = Awaited<ReturnType<Awaited<ReturnType<typeof ts.getTypeScriptWorker>>>>

async function ask<T>(
  chain: RequestChain,
  question: (worker: Worker, uri: string, offset: number) => Promise<T>,
): Promise<T> {
  // outside of the project, whose models come and go with its files
  const uri = monaco.Uri.parse('file:///asked/request.ts')
  const text = declaredRequest(chain)
  const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel('', 'typescript', uri)
  model.setValue(text)
  const workerFor = await ts.getTypeScriptWorker()
  return question(await workerFor(uri), uri.toString(), text.length)
}

function textOf(parts: Parts | undefined): string {
  return (parts ?? []).map(({ text }) => text).join('')
}

function kindOf(kind: string): Kind {
  return kind === 'method' || kind === 'function' ? Method : Property
}
