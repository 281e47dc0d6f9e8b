/** Where the preview is, and where it should go. While it is being typed in, the page does not write over it. */
import { ArrowLeft, ArrowRight, RotateCw } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Playground } from '../../client/playground.ts'
import { Button, IconButton } from '../../kit/Button.tsx'
import { modKey } from '../../kit/keys.ts'
import { useConnection } from '../../state/connection.ts'
import { toPath } from './address.ts'
import styles from './Preview.module.css'

export function AddressBar({ playground }: { readonly playground: Playground }) {
  const page = useConnection((connection) => connection.page)
  const [draft, setDraft] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const shown = draft ?? page?.url ?? ''

  function send() {
    playground.navigate(toPath(shown))
    setDraft(null)
    input.current?.blur()
  }

  return (
    <form
      className={styles.bar}
      data-address
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <IconButton
        label="Back"
        icon={<ArrowLeft size={16} />}
        onPress={() => playground.history(-1)}
      />
      <IconButton
        label="Forward"
        icon={<ArrowRight size={16} />}
        onPress={() => playground.history(1)}
      />
      <IconButton
        label="Reload"
        icon={<RotateCw size={16} />}
        onPress={() => playground.reload()}
      />
      <input
        ref={input}
        className={styles.address}
        aria-label="Address"
        type="text"
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={shown}
        onFocus={(event) => {
          setDraft(shown)
          event.currentTarget.select()
        }}
        onBlur={(event) => {
          // pressing Send takes the focus first; what was typed must outlive that
          if (!isSend(event.relatedTarget)) setDraft(null)
        }}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <Button kind="primary" type="submit">
        Send
      </Button>
      <span className={styles.hint} aria-hidden="true">
        {modKey}↵
      </span>
    </form>
  )
}

function isSend(element: EventTarget | null): boolean {
  return element instanceof HTMLButtonElement && element.type === 'submit'
}
