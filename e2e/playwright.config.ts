/** Journeys through the built app in a real Chromium: `npm run test:browser`. One at a time: they measure nothing, but share two processors. */
import { defineConfig } from '@playwright/test'
import { testEnv } from '../.config/test-env.mjs'
import { chromium } from './browser/chromium.mjs'

const baseURL = `http://localhost:${testEnv.ROUNDTRIP_APP_PORT}`

export default defineConfig({
  testDir: 'browser',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: !!process.env['CI'],
  timeout: 120_000 /* a processor may be shared with a build */,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    launchOptions: await chromium(),
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  webServer: {
    command: 'node .config/serve.mjs',
    cwd: '..',
    env: testEnv,
    url: baseURL,
    reuseExistingServer: false,
  },
})
