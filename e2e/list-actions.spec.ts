import { expect, test } from '@playwright/test'
import { plantedRuns } from './overview.fixture.ts'
import { slowRepository } from './repositories.fixture.ts'
import { expectEnd, startRun } from './runs.ts'

test('a run is cancelled from its row, after it is said what that costs', async ({ page }) => {
  const id = await startRun(page, slowRepository(60, 0.5))
  await page.goto('/ci?filter=status:open')
  const row = page.getByRole('listitem').filter({ has: page.locator(`a[href="/runs/${id}"]`) })
  await row.getByRole('button', { name: /^Cancel / }).click()
  const dialog = page.getByRole('dialog', { name: 'Cancel this run' })
  await expect(dialog).toContainText('What it started is stopped')
  await dialog.getByRole('button', { name: 'Cancel run' }).click()
  await expect(dialog).toHaveCount(0)
  await page.goto(`/runs/${id}`)
  await expectEnd(page, 'cancelled')
  await page.goto('/ci')
  await expect(row).toBeVisible()
  await expect(row.getByRole('button', { name: /^Cancel / })).toHaveCount(0)
})

test('the filters above a list count what is red and what is at work, and narrow it to my own', async ({ page }) => {
  const { plant, remove } = await plantedRuns()
  try {
    await page.goto('/ci')
    const which = page.getByRole('navigation', { name: 'Which runs' })
    const failed = which.getByRole('link', { name: /^Failed/ })
    await expect(failed).toHaveText(/^Failed\d+$/)
    const before = Number((await failed.innerText()).replace(/\D/g, ''))
    await plant('failed', 'CI of red one', { repo: 'one' }, 'It broke.')
    await plant('failed', 'CI of red two', { repo: 'two' }, 'It broke.')
    await page.reload()
    await expect(failed).toHaveText(`Failed${before + 2}`)
    await which.getByRole('link', { name: 'Mine' }).click()
    await expect(which.getByRole('link', { name: 'Mine' })).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('link', { name: 'CI of red one' })).toHaveCount(0)
    await which.getByRole('link', { name: 'Mine' }).click()
    await expect(page.getByRole('link', { name: 'CI of red one' })).toBeVisible()
  } finally {
    await remove()
  }
})
