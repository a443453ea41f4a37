import path from 'node:path'
import { chromium, type FullConfig, type LaunchOptions } from '@playwright/test'
import { addonsAt, makeAddons } from './addons.fixture.ts'
import { createAdmin, openApp } from './app.fixture.ts'
import { freePort } from './free-port.ts'
import { environmentsAt } from './odoo.fixture.ts'

/** Starts an app for each of Playwright's workers, which `playwright.config.ts` leads to its own. */
export default async function start({ workers, projects }: FullConfig): Promise<() => Promise<void>> {
  const launch = projects[0]?.use.launchOptions ?? {}
  const started = await Promise.allSettled(Array.from({ length: workers }, () => startApp(launch)))
  const apps = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const stop = async () => void (await Promise.all(apps.map((app) => app.stop())))
  const failed = started.find((one) => one.status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  process.env.E2E_APPS = JSON.stringify(apps.map(({ env }) => env))
  return stop
}

/** Starts the app, uses its one-time link in a browser and keeps the session for all journeys. */
async function startApp(launch: LaunchOptions) {
  const odoo = `http://127.0.0.1:${await freePort()}`
  const addons = makeAddons()
  const { url, link, folder, data, stop: leave } = await openApp([environmentsAt(odoo), addonsAt(addons.root)])
  const stop = () => leave().finally(addons.remove)
  const session = path.join(folder, 'session.json')
  try {
    const browser = await chromium.launch(launch)
    const page = await browser.newPage()
    await createAdmin(page, link)
    await page.context().storageState({ path: session })
    await browser.close()
  } catch (error) {
    await stop()
    throw error
  }
  const env = { E2E_URL: url, E2E_LINK: link, E2E_DATA: data, E2E_ODOO: odoo, E2E_ADDONS: addons.root, E2E_SESSION: session }
  return { env, stop }
}
