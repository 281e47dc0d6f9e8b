/** The page's first script: the sandbox starts, on a processor of its own where there is one, while the app loads. */
import { startEarly } from '../app/client/sandbox-frame.ts'

if (!new URLSearchParams(location.search).has('gallery')) startEarly()
void import('./app.tsx')
