/** A request that redirected to the shown one: `1  POST /login/ → 302 /blog/`. */
import type { Journey } from '../../../insight/journey.ts'
import styles from './RedirectChip.module.css'

interface RedirectChipProps {
  readonly run: Journey
  readonly number: number
  readonly onShow: (run: Journey) => void
}

export function RedirectChip({ run, number, onShow }: RedirectChipProps) {
  const to = run.turns.redirect
  return (
    <button type="button" className={styles.chip} onClick={() => onShow(run)}>
      <span className={styles.number}>{number}</span>
      <span className={styles.words}>
        {run.method} {run.url} → {to === null ? run.status : `${to.status} ${to.to}`}
      </span>
    </button>
  )
}
