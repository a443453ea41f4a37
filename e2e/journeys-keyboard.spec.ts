import { expect, type Page, test } from '@playwright/test'
import { admin } from './admin.ts'
import { pressUntil, tabTo } from './by-keys.ts'
import { manyRuns } from './many-runs.fixture.ts'
import { odooRun } from './odoo-runs.fixture.ts'
import { slowRepository } from './repositories.fixture.ts'
import { expectEnd, runOnPage, submitRun } from './runs.ts'

// What people come for, each from its page to its end with the keyboard alone: no test here points at anything, or moves the focus itself.
const quickly = { timeout: 400 }
const dialog = (page: Page) => page.getByRole('dialog')

/** The button of the dialog that does what the dialog asks about. */
async function agree(page: Page, verb: string): Promise<void> {
  await tabTo(page, dialog(page).getByRole('button', { name: verb, exact: true }))
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toBeHidden()
}

test.describe('somebody who is not signed in', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('signs in', async ({ page }) => {
    await page.goto('/sign-in')
    await expect(page.getByLabel('E-mail')).toBeFocused()
    await page.keyboard.type(admin.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(admin.password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  })
})

test('a CI run is started and watched to its verdict', async ({ page }) => {
  await page.goto('/ci')
  await tabTo(page, page.getByLabel('Branch'))
  await page.keyboard.type('main')
  await pressUntil(page, 'Enter', () => expect(dialog(page)).toBeVisible(quickly))
  await agree(page, 'Run')
  await runOnPage(page)
  await expectEnd(page, 'succeeded')
})

test('the line of a failing test is found in the log, and its address is taken along', async ({ page, context }) => {
  await page.goto(`/runs/${await odooRun('failing')}`)
  await tabTo(page, page.getByRole('region', { name: 'Details' }).getByRole('link', { name: /^Log/ }))
  await page.keyboard.press('Enter')
  const search = page.getByLabel('Search the log')
  await pressUntil(page, '/', () => expect(search).toBeFocused(quickly))
  await page.keyboard.type('due_after_its_days')
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^0 of \d+$/)).toBeVisible()
  await page.keyboard.press('n')
  await page.keyboard.press('n')
  const line = page.locator('[data-line="12"]')
  await expect(line.locator('mark')).toHaveText('due_after_its_days')
  await expect(page).toHaveURL(/#L12$/)
  await page.keyboard.press('y')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  const other = await context.newPage()
  await other.goto(copied)
  await expect(other.locator('[data-line="12"]')).toBeInViewport()
  await other.close()
})

test('a running run is cancelled', async ({ page }) => {
  await page.goto(`/runs/${await submitRun(page, { repo: slowRepository(60, 1) })}`)
  await pressUntil(page, 'c', () => expect(dialog(page)).toBeVisible(quickly))
  await agree(page, 'Cancel run')
  await expectEnd(page, 'cancelled')
})

test('a list is filtered, a row is opened, and the way back leads to that row', async ({ page }) => {
  const remove = await manyRuns(20)
  try {
    await page.goto('/runs')
    await pressUntil(page, '/', () => expect(page.getByRole('searchbox', { name: 'Filter runs' })).toBeFocused(quickly))
    await page.keyboard.type('status:warnings "CI of many"')
    await page.keyboard.press('Enter')
    const rows = page.getByRole('region', { name: 'Runs' }).locator('[data-row]')
    await expect(rows).toHaveCount(2)
    await pressUntil(page, 'j', () => expect(rows.last()).toBeFocused(quickly))
    await page.keyboard.press('k')
    await expect(rows.first()).toBeFocused()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await runOnPage(page)
    await expect(page.getByRole('heading', { name: 'CI of many 10', level: 1 })).toBeVisible()
    await page.goBack()
    await expect(rows.last()).toBeFocused()
  } finally {
    await remove()
  }
})

test('a member is added, and gets another role', async ({ page }) => {
  await page.goto('/settings/members')
  await tabTo(page, page.getByRole('form', { name: 'Add a member' }).getByLabel('Name'))
  await page.keyboard.type('Kay Board')
  await page.keyboard.press('Tab')
  await page.keyboard.type('kay@example.org')
  await pressUntil(page, 'Enter', () => expect(dialog(page)).toBeVisible(quickly))
  await agree(page, 'Add')
  await expect(page.locator('code')).toHaveText(/^[\w-]{20}$/)
  const role = page.getByLabel('Role of Kay Board')
  await tabTo(page, role)
  await page.keyboard.type('operator')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toContainText('Make kay@example.org an Operator.')
  await agree(page, 'Change role')
  await expect(role).toHaveValue('operator')
  await expect(page.getByRole('button', { name: 'Change role' })).toHaveCount(0)
})

test('a token is created, and revoked', async ({ page }) => {
  await page.goto('/settings/tokens')
  await expect(page.getByText('No tokens yet.')).toBeVisible()
  await tabTo(page, page.getByRole('form', { name: 'Create a token' }).getByLabel('Name'))
  await page.keyboard.type('by-keys')
  await pressUntil(page, 'Enter', () => expect(dialog(page)).toBeVisible(quickly))
  await agree(page, 'Create token')
  await expect(page.locator('code')).toHaveText(/^dat_/)
  await tabTo(page, page.getByRole('button', { name: 'Revoke by-keys' }))
  await page.keyboard.press('Enter')
  await agree(page, 'Revoke')
  await expect(page.getByRole('listitem').filter({ hasText: 'by-keys' })).toContainText('Revoked')
})

test('theme, mode and environment are switched', async ({ page }) => {
  await page.goto('/evidence')
  const user = page.getByRole('button', { name: /theme and sign-out/i })
  await tabTo(page, user)
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('radio', { name: 'As the system' }))
  await page.keyboard.press('ArrowUp')
  await expect(page.locator('html')).toHaveClass(/dark/)
  await page.keyboard.press('Escape')
  await expect(user).toBeFocused()

  const mode = page.getByRole('banner').getByRole('button', { name: /^Mode/ })
  const before = (await mode.innerText()).replace(/^Mode\s*/, '')
  for (const title of ['CI guard', before]) {
    await tabTo(page, mode, { back: true })
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('button', { name: `Switch to ${title}` }))
    await page.keyboard.press('Enter')
    await expect(mode).toContainText(title)
  }

  await page.keyboard.press('Shift+E')
  await tabTo(page, page.getByRole('list', { name: 'Environments' }).getByRole('button').first(), { back: true })
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/environment=production$/)
  await expect(page.getByRole('complementary', { name: 'Environment' })).toBeVisible()
})

test('an evidence pack is verified', async ({ page }) => {
  await page.goto(`/runs/${await submitRun(page, { repo: '/no/such/repository' })}`)
  await expect(page.getByRole('link', { name: 'Download evidence' })).toBeVisible()
  await page.goto('/evidence')
  const row = page.getByRole('listitem').filter({ hasText: 'CI of repository' }).first()
  await tabTo(page, row.getByRole('button', { name: /^Verify here/ }))
  await page.keyboard.press('Enter')
  await expect(row.getByText(/^Verified: \d+ files$/)).toBeVisible()
})
