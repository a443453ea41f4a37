import { defineConfig } from '@playwright/test'

// Each worker has an app of its own, so that no journey meets what another one does.
Object.assign(process.env, JSON.parse(process.env.E2E_APPS ?? '[]')[Number(process.env.TEST_PARALLEL_INDEX ?? 0)])

/** Journeys on the built app, which `e2e/start.fixture.ts` starts with an empty data folder of its own. */
export default defineConfig({
  testDir: 'e2e',
  // Pictures prove nothing: they are taken for people, with PICTURES=1. What takes an hour is run by npm run drill.
  testIgnore: [
    ...(process.env.PICTURES ? [] : ['**/pictures.spec.ts']),
    ...(process.env.TEST_TIER === 'drill' ? [] : ['**/*.drill.spec.ts']),
  ],
  outputDir: '.next/e2e-results',
  globalSetup: './e2e/start.fixture.ts',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'line',
  forbidOnly: true,
  use: {
    baseURL: process.env.E2E_URL ?? 'http://127.0.0.1:1',
    storageState: process.env.E2E_SESSION ?? undefined,
    browserName: 'chromium',
    colorScheme: 'light',
    viewport: { width: 1280, height: 860 },
    permissions: ['clipboard-read', 'clipboard-write'],
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
