import { randomBytes } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { seriousFaults } from './faults.ts'
import { open } from './look.ts'
import { askDatabase } from './odoo-runs.fixture.ts'
import { plantedRuns } from './overview.fixture.ts'

test('the palette leads to a run by its commit, its pull request and its id, and offers none that is not there', async ({ page }) => {
  const { plant, remove } = await plantedRuns()
  const sha = randomBytes(20).toString('hex')
  const byCommit = await plant('failed', 'CI of some commit', { repo: 'x' }, 'It broke.')
  const byRequest = await plant('failed', 'CI of some request', { repo: 'x', pr: 987_654 }, 'It broke.')
  const palette = page.getByRole('dialog', { name: 'Go to' })
  try {
    await askDatabase(`update "Run" set view = jsonb_set(view, '{output}', $2::jsonb) where id = $1`, [
      byCommit,
      JSON.stringify({ commit: { sha, subject: 'One' } }),
    ])
    for (const [typed, run] of [
      [sha.slice(0, 7), byCommit],
      [sha, byCommit],
      ['#987654', byRequest],
      [`run ${byRequest}`, byRequest],
    ] as const) {
      await open(page, '/audit')
      await page.keyboard.press('Control+k')
      await palette.getByRole('combobox').waitFor()
      await page.keyboard.type(typed)
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/runs/${run}`)
    }
    await page.keyboard.press('Control+k')
    await page.keyboard.type('run 9fffffffffff')
    await expect(palette).toContainText("Nothing matches 'run 9fffffffffff'.")
    await expect(palette.getByRole('option')).toHaveCount(0)
  } finally {
    await remove()
  }
})

test('j and k go from row to row of the audit and of the settings', async ({ page }) => {
  for (const path of ['/audit', '/settings/members', '/settings/sessions', '/settings/environments']) {
    await open(page, path)
    const rows = page.locator('[data-row]')
    await page.keyboard.press('j')
    await expect(rows.first(), path).toBeFocused()
    if ((await rows.count()) === 1) continue
    await page.keyboard.press('j')
    await expect(rows.nth(1), path).toBeFocused()
    await page.keyboard.press('k')
    await expect(rows.first(), path).toBeFocused()
  }
  await open(page, '/audit')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.locator('details[open]')).toHaveCount(1)
})

test('an address that nobody could mean is answered in words, never with a fault', async ({ page }) => {
  await open(page, '/runs?filter=%00')
  await expect(page.getByRole('alert').filter({ hasText: 'A NUL character is in no name and no title.' })).toBeVisible()
  expect(await seriousFaults(page)).toEqual([])
  await open(page, '/runs?cursor=zzz~%00')
  await expect(page.getByRole('alert').filter({ hasText: 'An input contains a NUL character.' })).toBeVisible()
  await page.getByRole('link', { name: 'Show all' }).click()
  await expect(page.getByRole('region', { name: 'Runs' })).toBeVisible()
  const answer = await page.goto('/runs/%E0%A4%A')
  expect(answer?.status()).toBe(404)
  await expect(page.getByText(/^No run .* here\. It may have been deleted or belong to another project\.$/)).toBeVisible()
  const api = await page.request.get('/api/runs/%E0%A4%A')
  expect(api.status()).toBe(404)
  expect((await api.json()).error.message).toMatch(/^No run /)
})
