import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { expectEnd, startRun } from './runs.ts'

test('evidence is verified, downloaded, and names the file in which one byte was changed', async ({ page }) => {
  const id = await startRun(page, 'example', 'main')
  await expectEnd(page, 'succeeded')
  await page.getByRole('link', { name: 'Evidence', exact: true }).click()
  await expect(page.getByText(/^Verified: \d+ files as they were packed\.$/)).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('region', { name: 'Evidence' }).getByRole('link', { name: 'Download evidence' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.tar\.gz$/)
  const [file] = globSync(path.join(process.env.E2E_DATA ?? '', `evidence/**/*${id}*/run.json`))
  if (!file) throw new Error(`no run.json in the pack of ${id}`)
  const whole = readFileSync(file)
  const changed = Buffer.from(whole)
  changed[10] = (changed[10] ?? 0) ^ 1
  writeFileSync(file, changed)
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'run.json' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'run.json' }).getByText('Changed')).toBeVisible()
  writeFileSync(file, whole)
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByText(/^Verified: \d+ files as they were packed\.$/)).toBeVisible()
})

test('the audit names who did what, and its chain is verified', async ({ page }) => {
  await page.goto('/audit')
  await expect(page.getByText(/^Chain verified to #\d+/)).toBeVisible()
  const row = page.getByRole('listitem').filter({ hasText: 'run.submit' }).first()
  await expect(row).toContainText('Anna Berger')
  await row.locator('summary').click()
  await expect(row.getByText('planDigest')).toBeVisible()
  await row.getByRole('link').click()
  await expect(page).toHaveURL(/\/runs\/[0-9a-f]+$/)
})
