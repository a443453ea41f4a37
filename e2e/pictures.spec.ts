import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { openApp } from './app.fixture.ts'
import { doors, open, pagesToSee, settle } from './look.ts'
import { slowRepository } from './repositories.fixture.ts'
import { startRun } from './runs.ts'

const folder = path.join(import.meta.dirname, '../docs/pictures')

test.setTimeout(600_000)

const looks = [
  { name: 'light', options: { colorScheme: 'light', viewport: { width: 1280, height: 860 } } },
  { name: 'dark', options: { colorScheme: 'dark', viewport: { width: 1280, height: 860 } } },
  {
    name: 'phone',
    options: { colorScheme: 'light', viewport: { width: 360, height: 780 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  },
] as const

test('pictures of the pages', async ({ browser, page }) => {
  mkdirSync(folder, { recursive: true })
  const shown = await pagesToSee(page)
  // It lives as long as pictures are taken.
  const live = await startRun(page, slowRepository(900, 1))
  await expect(page.locator('[data-line]').filter({ hasText: 'number 8' }).first()).toBeVisible({ timeout: 60_000 })
  const fresh = await openApp()
  for (const { name, options } of looks) {
    const inside = await browser.newContext({ ...options, storageState: process.env.E2E_SESSION ?? '' })
    const outside = await browser.newContext({ ...options, storageState: { cookies: [], origins: [] } })
    for (const [context, pages] of [
      [inside, [{ name: 'run-live', path: `/runs/${live}` }, ...shown]],
      [outside, [...doors, { name: 'welcome', path: fresh.link }]],
    ] as const) {
      const view = await context.newPage()
      for (const each of pages) {
        await open(view, each.path)
        await view.waitForTimeout(400)
        // What came with the first paint may have asked for more.
        await settle(view)
        await view.screenshot({ path: path.join(folder, `${each.name}-${name}.png`) })
      }
      await context.close()
    }
  }
  await fresh.stop()
})
