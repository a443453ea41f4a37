import { expect, type Page, test } from '@playwright/test'
import { overflow, seriousFaults } from './faults.ts'
import { open } from './look.ts'
import { plantedRuns } from './overview.fixture.ts'
import { slowRepository } from './repositories.fixture.ts'
import { startRun } from './runs.ts'

const heightOf = async (page: Page) => (await page.locator('summary').first().boundingBox())?.height
const densityIn = async (page: Page) => /data-density="(\w+)"/.exec(await (await page.request.get('/audit')).text())?.[1]

/** The pictures of the tab, each once. */
const pictures = (page: Page) =>
  page.evaluate(() => [...new Set([...document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')].map(({ href }) => href))])

test('rows are as dense as one has chosen: by key, in the menu, on Profile; the server’s own HTML has it', async ({ page }) => {
  await open(page, '/audit')
  expect([await densityIn(page), await heightOf(page)]).toEqual(['comfortable', 44])
  await page.keyboard.press('Shift+D')
  await expect(page.getByRole('status').filter({ hasText: 'Rows are compact.' })).toBeVisible()
  expect([await densityIn(page), await heightOf(page)]).toEqual(['compact', 32])
  await open(page, '/settings/profile')
  const onProfile = page.getByRole('main').getByRole('radio', { name: 'Compact' })
  await expect(onProfile).toBeChecked()
  await page.getByRole('button', { name: /theme and sign-out/i }).click()
  await page.getByRole('banner').getByRole('radio', { name: 'Comfortable' }).check()
  await expect(onProfile).not.toBeChecked()
  expect(await densityIn(page)).toBe('comfortable')
})

test('Profile has the theme and the time zone, and times are told in the one that was chosen', async ({ browser }) => {
  const context = await browser.newContext({ timezoneId: 'Asia/Kolkata', storageState: process.env.E2E_SESSION ?? '' })
  const page = await context.newPage()
  await open(page, '/settings/profile')
  await expect(
    page.getByRole('radio', { name: 'This machine’s own, Asia/Kolkata' }).or(page.getByRole('radio', { name: /Asia\/Calcutta/ })),
  ).toBeChecked()
  await page.getByRole('radio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await open(page, '/settings/sessions')
  const time = page
    .locator('time')
    .filter({ hasText: /^\d{4}-/ })
    .first()
  await expect(time).not.toContainText('UTC')
  await open(page, '/settings/profile')
  await page.getByRole('radio', { name: 'UTC' }).click()
  await open(page, '/settings/sessions')
  const at = (await time.getAttribute('datetime')) ?? ''
  await expect(time).toHaveText(`${at.slice(0, 10)} ${at.slice(11, 19)} UTC`)
  await context.close()
})

test('where a finger points no row is less than 44 px', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await open(page, '/audit')
  await page.evaluate(() => {
    document.documentElement.dataset.density = 'compact'
  })
  for (const box of await Promise.all((await page.locator('summary').all()).slice(0, 10).map((row) => row.boundingBox())))
    expect(box?.height).toBeGreaterThanOrEqual(44)
  await context.close()
})

test('an answer to one’s own click goes after six seconds, and waits while one is on it', async ({ page }) => {
  await page.clock.install()
  await open(page, '/audit')
  await page.keyboard.press('Shift+D')
  const told = page.getByText('Rows are compact.')
  await expect(told).toBeVisible()
  await told.hover()
  expect(await seriousFaults(page)).toEqual([])
  await page.clock.fastForward(20_000)
  await expect(told).toBeVisible()
  await page.mouse.move(0, 0)
  await page.getByRole('status').filter({ has: told }).getByRole('button', { name: 'Close' }).focus()
  await page.clock.fastForward(20_000)
  await expect(told).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  await page.clock.fastForward(6_100)
  await expect(told).toHaveCount(0)
})

test('on a phone four places and More are in the bar, and More has all others', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await open(page, '/ci')
  const bar = page.getByRole('navigation', { name: 'Places' })
  await expect(bar.getByRole('link')).toHaveText([/Overview/, /Activity/, /CI/, /Evidence/])
  await bar.getByRole('button', { name: 'More' }).click()
  const more = page.getByRole('list', { name: 'More places' })
  await expect(more.getByRole('link')).toHaveText(['Modules', 'Layout', 'Audit', 'Settings'])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(await seriousFaults(page)).toEqual([])
  await more.getByRole('link', { name: 'Audit' }).click()
  await page.waitForURL('**/audit')
  await expect(more).toBeHidden()
})

test('the tab counts what failed and shows the worst by its shape; that of a run says how far it is', async ({ page }) => {
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  const runs = await plantedRuns()
  try {
    await runs.plant('failed', 'CI of tabs', { repo: 'tabs' })
    await open(page, '/evidence')
    await expect(page).toHaveTitle(/^\((\d+|50\+)x\) Evidence - Control room$/)
    await expect.poll(() => pictures(page)).toEqual([expect.stringMatching(/^data:image\/svg\+xml,.*M9%209l14%2014/)])
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Audit' }).click()
    await expect(page).toHaveTitle(/^\(.+x\) Audit - Control room$/)
    await expect.poll(() => pictures(page)).toEqual([expect.stringMatching(/^data:/)])
  } finally {
    await runs.remove()
  }
  await startRun(page, slowRepository(30, 1))
  await expect(page).toHaveTitle(/^> \d+% CI of .+ - Control room$/, { timeout: 60_000 })
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click()
  await expect(page).toHaveTitle(/^Cancelled: /, { timeout: 60_000 })
  expect(faults).toEqual([])
})
