/** A row of tabs; the caller draws the panel, whose id is `tabPanelId`. Arrow keys move and choose. */
import type { KeyboardEvent, ReactNode } from 'react'
import styles from './Tabs.module.css'

export interface Tab<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly icon?: ReactNode
  /** How many there are behind it. */
  readonly count?: number
}

interface TabsProps<Id extends string> {
  /** Names the row, and makes the ids of tabs and panels. */
  readonly group: string
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
  readonly kind?: 'row' | 'bottom'
}

export const tabPanelId = (group: string, id: string) => `${group}-panel-${id}`

export function Tabs<Id extends string>({
  group,
  label,
  tabs,
  selected,
  onSelect,
  kind = 'row',
}: TabsProps<Id>) {
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by === undefined) return
    const at = tabs.findIndex((tab) => tab.id === selected)
    const next = tabs[(at + by + tabs.length) % tabs.length]
    if (next === undefined) return
    event.preventDefault()
    onSelect(next.id)
    document.getElementById(`${group}-tab-${next.id}`)?.focus()
  }

  return (
    <div
      role="tablist"
      aria-label={label}
      className={styles.list}
      data-kind={kind}
      onKeyDown={onKeyDown}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          id={`${group}-tab-${tab.id}`}
          type="button"
          role="tab"
          className={styles.tab}
          aria-selected={tab.id === selected}
          aria-controls={tab.id === selected ? tabPanelId(group, tab.id) : undefined}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
        >
          {tab.icon}
          {tab.label}
          {tab.count !== undefined && (
            <>
              {' '}
              <span className={styles.count} data-none={tab.count === 0 || undefined}>
                {tab.count}
              </span>
            </>
          )}
        </button>
      ))}
    </div>
  )
}
