import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { admin } from './admin.ts'
import { type App, createAdmin, openApp } from './app.fixture.ts'
import { expectEnd, runOnPage, startRun } from './runs.ts'

let app: App
test.beforeAll(async () => {
  app = await openApp()
})
test.afterAll(() => app.stop())

async function newPage(browser: Browser, width = 1280): Promise<Page> {
  const context = await browser.newContext({
    baseURL: app.url,
    storageState: { cookies: [], origins: [] },
    viewport: { width, height: 860 },
  })
  return context.newPage()
}

const steps = (page: Page) =>
  page
    .getByRole('heading', { name: /^First steps/ })
    .locator('xpath=ancestor::section')
    .getByRole('listitem')

test('from nothing to a first build: each step is seen as it is, also by who comes back later', async ({ browser }) => {
  const page = await newPage(browser, 320)
  await createAdmin(page, app.link)
  await expect(page.getByRole('heading', { name: 'First steps: 1 of 4' })).toBeVisible()
  await expect(steps(page)).toHaveText([/^Done.*admin/i, /^To do.*repositories/i, /^To do.*tools/i, /^To do.*build/i])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])

  await page.getByRole('link', { name: 'Check the tools' }).click()
  await page.getByRole('button', { name: 'Test' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Test' }).click()
  await runOnPage(page)
  await expectEnd(page, 'succeeded')
  await page.context().close()

  const later = await newPage(browser)
  await later.goto('/')
  await later.getByLabel('E-mail').fill(admin.email)
  await later.getByLabel('Password').fill(admin.password)
  await later.getByRole('button', { name: 'Sign in' }).click()
  // An engine may be here or not; asked it was.
  await expect(steps(later).nth(2)).toHaveText(/^(?:Done|Failed).*tools/i)
  const id = await startRun(later, 'example', 'main')
  await expectEnd(later, 'succeeded')
  await later.goto('/')
  await expect(later.getByRole('heading', { name: 'Workers' })).toBeVisible()
  await expect(later.getByRole('heading', { name: /^First steps: [23] of 4$/ }), 'what is left stays counted').toBeVisible()
  await expect(steps(later).first()).toHaveText(/^To do.*repositories/i)
  await expect(steps(later).filter({ hasText: /^Done/ })).toHaveCount(0)
  await expect(later.locator(`a[href="/runs/${id}"]`).first()).toBeVisible()
  await later.context().close()
})
