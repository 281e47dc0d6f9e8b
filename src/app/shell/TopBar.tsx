/** Product, project, the requests so far, and what can be done with the whole. */
import {
  ChevronDown,
  Keyboard,
  Monitor,
  Moon,
  Presentation,
  RotateCcw,
  Share2,
  Sun,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { Requests } from '../features/requests/Requests.tsx'
import { Button, IconButton } from '../kit/Button.tsx'
import { Menu } from '../kit/Menu.tsx'
import { useLayout } from '../state/layout.ts'
import { useProject } from '../state/project.ts'
import type { Session } from '../state/session.ts'
import { useSettings, type Theme } from '../state/settings.ts'
import { goToView, type AppDialog } from './app-commands.ts'
import type { Command } from './commands.ts'
import { Mark } from './Mark.tsx'
import styles from './Shell.module.css'

interface TopBarProps {
  readonly session: Session
  readonly commands: readonly Command[]
  readonly onDialog: (dialog: AppDialog) => void
}

export function TopBar({ session, onDialog }: TopBarProps) {
  const title = useProject((project) => project.title)
  const isPhone = useLayout((layout) => layout.width === 'phone')

  return (
    <header className={styles.top}>
      <h1 className={styles.product}>
        <Mark />
        {isPhone ? <span className={styles.hidden}>Roundtrip</span> : 'Roundtrip'}
      </h1>
      <Menu
        label={`Project: ${title}`}
        entries={[
          { id: 'project', label: 'Rename, download or open …', run: () => onDialog('project') },
          { id: 'share', label: 'Share …', run: () => onDialog('share') },
          'separator',
          { id: 'reset', label: 'Reset …', run: () => onDialog('reset') },
          { id: 'keys', label: 'Keys', keys: '?', run: () => onDialog('keys') },
        ]}
      >
        <span className={styles.title}>{title}</span>
        <ChevronDown size={14} aria-hidden="true" />
      </Menu>
      {isPhone ? <span className={styles.spring} /> : <Requests session={session} />}
      <div className={styles.actions} role="group" aria-label="Project">
        <Labelled label="Share" icon={<Share2 size={16} />} onPress={() => onDialog('share')} />
        <Labelled
          label="Present"
          icon={<Presentation size={16} />}
          onPress={() => goToView('present')}
        />
        <Labelled label="Reset" icon={<RotateCcw size={16} />} onPress={() => onDialog('reset')} />
        {isPhone ? null : (
          <IconButton
            label="Keys"
            keys="?"
            icon={<Keyboard size={16} />}
            onPress={() => onDialog('keys')}
          />
        )}
        <ThemeButton />
      </div>
    </header>
  )
}

interface LabelledProps {
  readonly label: string
  readonly icon: ReactNode
  readonly onPress: () => void
}

/** Words where there is room for them. */
function Labelled({ label, icon, onPress }: LabelledProps) {
  const isWide = useLayout((layout) => layout.width === 'three')
  if (!isWide) return <IconButton label={label} icon={icon} onPress={onPress} />
  return (
    <Button kind="quiet" onPress={onPress}>
      {icon}
      {label}
    </Button>
  )
}

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const ICONS = { system: Monitor, light: Sun, dark: Moon }

function ThemeButton() {
  const theme = useSettings((settings) => settings.theme)
  const setTheme = useSettings((settings) => settings.setTheme)
  const Icon = ICONS[theme]
  return (
    <IconButton
      label={`Theme: ${theme}`}
      icon={<Icon size={16} />}
      onPress={() => setTheme(NEXT[theme])}
    />
  )
}
