import path from 'node:path'
import { chromium, type FullConfig } from '@playwright/test'
import { addonsAt, makeAddons } from './addons.fixture.ts'
import { createAdmin, openApp } from './app.fixture.ts'
import { freePort } from './free-port.ts'
import { environmentsAt } from './odoo.fixture.ts'

/** Starts the app, uses its one-time link in a browser and keeps the session for all journeys. */
export default async function start(config: FullConfig): Promise<() => Promise<void>> {
  const odoo = `http://127.0.0.1:${await freePort()}`
  const addons = makeAddons()
  const { url, link, folder, data, stop: leave } = await openApp([environmentsAt(odoo), addonsAt(addons.root)])
  const stop = () => leave().finally(addons.remove)
  const session = path.join(folder, 'session.json')
  process.env.E2E_URL = url
  process.env.E2E_LINK = link
  process.env.E2E_DATA = data
  process.env.E2E_ODOO = odoo
  process.env.E2E_ADDONS = addons.root
  process.env.E2E_SESSION = session
  try {
    const browser = await chromium.launch(config.projects[0]?.use.launchOptions)
    const page = await browser.newPage()
    await createAdmin(page, link)
    await page.context().storageState({ path: session })
    await browser.close()
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}
