/** The app: styles and fonts, then what is drawn. */
import '../app/shell/base.css'
import '../app/styles/tokens.css'
import '../app/styles/motion.css'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import { lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { provideTypeSources } from '../app/features/editor/type-sources.ts'
import { assertPresent } from '../base/assert.ts'
import { App } from '../app/shell/App.tsx'

// every visual state with fixed data, for people and for screenshots
const Gallery = lazy(async () => ({
  default: (await import('../app/gallery/Gallery.tsx')).Gallery,
}))

provideTypeSources(async () => (await import('./django-types.ts')).djangoTypes)

function LazyGallery() {
  return (
    <Suspense>
      <Gallery search={location.search} />
    </Suspense>
  )
}

const root = assertPresent(document.getElementById('root'), 'the root element')
const search = new URLSearchParams(location.search)
const isGallery = search.has('gallery')
if (isGallery) document.documentElement.dataset['theme'] = search.get('theme') ?? 'light'
createRoot(root).render(isGallery ? <LazyGallery /> : <App />)
