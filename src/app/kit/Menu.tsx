/** A button that opens a list of commands. */
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Separator } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import styles from './Menu.module.css'
import buttonStyles from './Button.module.css'

export type MenuEntry =
  | 'separator'
  | {
      readonly id: string
      readonly label: string
      readonly keys?: string
      readonly isDisabled?: boolean
      readonly run: () => void
    }

interface MenuProps {
  readonly label: string
  /** What the button shows; `label` is its name. */
  readonly children: ReactNode
  readonly entries: readonly MenuEntry[]
  readonly kind?: 'quiet' | 'icon'
}

export function Menu({ label, children, entries, kind = 'quiet' }: MenuProps) {
  return (
    <MenuTrigger>
      <AriaButton className={buttonStyles.button!} data-kind={kind} aria-label={label}>
        {children}
      </AriaButton>
      <Popover className={styles.popover!} placement="bottom start">
        <AriaMenu className={styles.menu!} aria-label={label}>
          {entries.map((entry, index) =>
            entry === 'separator' ? (
              <Separator key={index} className={styles.separator!} />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                className={styles.item!}
                textValue={entry.label}
                isDisabled={entry.isDisabled ?? false}
                onAction={entry.run}
              >
                {entry.label}
                {entry.keys === undefined ? null : <kbd>{entry.keys}</kbd>}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
