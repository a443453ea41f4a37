import { expect, test } from '@playwright/test'
import { pressPair } from './by-keys.ts'
import { expectEnd, runOnPage } from './runs.ts'

test.use({ storageState: { cookies: [], origins: [] } })

test('from sign-in to a green run and out again with no mouse', async ({ page }) => {
  const { admin } = await import('./admin.ts')
  const { keyboard } = page
  await page.goto('/sign-in')
  await expect(page.getByLabel('E-mail')).toBeFocused()
  await keyboard.type(admin.email)
  await keyboard.press('Tab')
  await keyboard.type(admin.password)
  await keyboard.press('Enter')
  await page.waitForURL('/')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await pressPair(page, 'g', 'c')
  await page.waitForURL('/ci')

  await expect(page.getByRole('heading', { name: 'CI', level: 1 })).toBeVisible()
  await keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  await expect(page.getByLabel('Repository')).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.type('main')
  await keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByLabel('Branch')).toBeFocused()
  await keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  for (let presses = 0; presses < 6; presses += 1) {
    if (await dialog.getByRole('button', { name: 'Run', exact: true }).evaluate((button) => button === document.activeElement)) break
    await keyboard.press('Tab')
  }
  await keyboard.press('Enter')
  await runOnPage(page)
  await expectEnd(page, 'succeeded')

  // Its key works from the moment that it is offered.
  await expect(page.getByRole('button', { name: 'Rerun' })).toBeVisible()
  await keyboard.press('r')
  await expect(page.getByRole('dialog').getByText(/fresh environment/)).toBeVisible()
  await keyboard.press('Escape')
  await keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await keyboard.press('Escape')
  await pressPair(page, 'g', 'a')
  await page.waitForURL('**/runs')
  await expect(page.locator('[data-row]').first()).toBeVisible()
  await keyboard.press('j')
  await expect(page.locator('[data-row]').first()).toBeFocused()
  await keyboard.press('Enter')
  await runOnPage(page)
})
