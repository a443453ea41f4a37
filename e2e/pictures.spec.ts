import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { doors, open, pagesToSee } from './look.ts'
import { slowRepository } from './repositories.fixture.ts'
import { startRun } from './runs.ts'

const folder = path.join(import.meta.dirname, '../docs/pictures')

test.setTimeout(400_000)

const wanted = [
  'overview',
  'ci',
  'run-green',
  'run-red',
  'run-log',
  'run-evidence',
  'odoo-red',
  'odoo-log',
  'odoo-warnings',
  'audit',
  'evidence',
  'skills',
  'verb-run',
  'verb-read',
  'settings-project',
  'settings-environments',
  'settings-members',
  'settings-sessions',
  'settings-profile',
]

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
  const shown = (await pagesToSee(page)).filter(({ name }) => wanted.includes(name))
  const live = await startRun(page, slowRepository(80, 1))
  await expect(page.locator('[data-line]').filter({ hasText: 'number 8' }).first()).toBeVisible({ timeout: 60_000 })
  for (const { name, options } of looks) {
    const inside = await browser.newContext({ ...options, storageState: process.env.E2E_SESSION ?? '' })
    const outside = await browser.newContext({ ...options, storageState: { cookies: [], origins: [] } })
    for (const [context, pages] of [
      [inside, [...shown, { name: 'run-live', path: `/runs/${live}` }]],
      [outside, doors.slice(0, 1)],
    ] as const) {
      const view = await context.newPage()
      for (const each of pages) {
        await open(view, each.path)
        await view.waitForTimeout(400)
        await view.screenshot({ path: path.join(folder, `${each.name}-${name}.png`) })
      }
      await context.close()
    }
  }
})
