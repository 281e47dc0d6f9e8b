/** The live map of keys. */
import { Dialog } from '../kit/Dialog.tsx'
import { formatChord, type Command } from './commands.ts'
import styles from './Shell.module.css'

/** Keys of the diagram and the timeline, while one of them has the focus. */
const PICTURE_KEYS = [
  ['Space', 'Play or pause'],
  ['← →', 'One step'],
  ['Shift ← →', 'One station'],
  ['Home End', 'First, last step'],
  ['N', 'Next problem'],
  ['Enter', 'Show the line'],
] as const
const TIMELINE_KEYS = [
  ['↑ ↓', 'Row above, below'],
  [', .', 'Row before, after at the same depth'],
  ['W S', 'Zoom in, out (also Ctrl and the wheel)'],
  ['A D', 'Earlier, later (also Shift and the wheel)'],
  ['F', 'Playhead to the middle; again: fit its row'],
  ['0', 'Show all'],
] as const
const EDITOR_KEYS = [['Ctrl M (⌃⇧M on a Mac)', 'Tab leaves the editor, or indents again']] as const

interface KeysDialogProps {
  readonly commands: readonly Command[]
  readonly onClose: () => void
}

export function KeysDialog({ commands, onClose }: KeysDialogProps) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <KeyList
        title="Everywhere"
        keys={commands.map(({ chord, label }) => [formatChord(chord), label] as const)}
      />
      <KeyList title="In the request cycle and the timeline" keys={PICTURE_KEYS} />
      <KeyList title="In the timeline" keys={TIMELINE_KEYS} />
      <KeyList title="In the editor" keys={EDITOR_KEYS} />
    </Dialog>
  )
}

interface KeyListProps {
  readonly title: string
  readonly keys: readonly (readonly [string, string])[]
}

function KeyList({ title, keys }: KeyListProps) {
  return (
    <section>
      <h3 className={styles.subtitle}>{title}</h3>
      <dl className={styles.keys}>
        {keys.map(([chord, label]) => (
          <div key={label}>
            <dt>
              <kbd>{chord}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
