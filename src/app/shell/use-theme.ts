/** Writes the theme that is to be seen to <html>, where tokens.css reads it. */
import { useLayoutEffect, useSyncExternalStore } from 'react'
import { useLayout } from '../state/layout.ts'
import { shownTheme, useSettings } from '../state/settings.ts'

const systemDark = () => matchMedia('(prefers-color-scheme: dark)')

function subscribe(onChange: () => void): () => void {
  const query = systemDark()
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

export function useShownTheme(): void {
  const theme = useSettings((settings) => settings.theme)
  const isPresenting = useLayout((layout) => layout.view === 'present')
  const isDark = useSyncExternalStore(subscribe, () => systemDark().matches)
  const shown = shownTheme(theme, isDark, isPresenting)
  // before the first paint, or a dark room gets a white flash
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = shown
  }, [shown])
}
