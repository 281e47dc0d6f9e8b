/** The app's page: styles and fonts, then the app. */
import '../app/shell/base.css'
import '../app/styles/tokens.css'
import '../app/styles/motion.css'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import { createRoot } from 'react-dom/client'
import { provideTypeSources } from '../app/features/editor/type-sources.ts'
import { assertPresent } from '../base/assert.ts'
import { App } from '../app/shell/App.tsx'

provideTypeSources(async () => (await import('./django-types.ts')).djangoTypes)

const root = assertPresent(document.getElementById('root'), 'the root element')
createRoot(root).render(<App />)
