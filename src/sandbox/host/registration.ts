/**
 * Registers the service worker and waits until it controls this page. A hard reload leaves the page uncontrolled for
 * good, so the page is loaded once more then; waiting any longer would never end.
 */
const CONTROL_TIMEOUT_MS = 1500
const RELOADED = 'roundtrip:reloaded'

/** @throws {Error}  with a sentence for people: why there can be no service worker here */
export async function takeControl(): Promise<void> {
  if (!('serviceWorker' in navigator)) {
    throw new Error(
      'This browser offers no service workers here. Private windows often switch them off.',
    )
  }
  let registration: ServiceWorkerRegistration
  try {
    registration = await navigator.serviceWorker.register('/sw.js', {
      scope: '/',
      updateViaCache: 'none',
    })
  } catch (error) {
    throw new Error(
      `The browser refused the preview's service worker (${String(error)}). Allow cookies and site data for this page.`,
    )
  }
  await activated(registration)
  if (navigator.serviceWorker.controller === null && !(await controlled())) {
    if (sessionStorage.getItem(RELOADED) === null) {
      sessionStorage.setItem(RELOADED, 'yes')
      location.reload()
      await new Promise(() => undefined)
    }
    throw new Error(
      "The preview's service worker does not take over. Reload the page without Shift.",
    )
  }
  sessionStorage.removeItem(RELOADED)
}

async function activated(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting ?? registration.active
  if (worker === null || worker.state === 'activated') return
  await new Promise<void>((resolve, reject) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve()
      if (worker.state === 'redundant')
        reject(new Error('The service worker could not be installed.'))
    })
  })
}

function controlled(): Promise<boolean> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), CONTROL_TIMEOUT_MS)
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), {
      once: true,
    })
  })
}
