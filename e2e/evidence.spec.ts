import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { expectEnd, startRun } from './runs.ts'

test('evidence is verified, downloaded, and names the file in which one byte was changed', async ({ page }) => {
  const id = await startRun(page, 'example', 'main')
  await expectEnd(page, 'succeeded')
  await page.getByRole('region', { name: 'Details' }).getByRole('link', { name: 'Evidence', exact: true }).click()
  await expect(page.getByText(/^Verified: \d+ files as they were packed\.$/)).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('region', { name: 'Evidence' }).getByRole('link', { name: 'Download', exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.tar\.gz$/)
  const [file] = globSync(path.join(process.env.E2E_DATA ?? '', `evidence/**/*${id}*/run.json`))
  if (!file) throw new Error(`no run.json in the pack of ${id}`)
  const whole = readFileSync(file)
  const changed = Buffer.from(whole)
  changed[10] = (changed[10] ?? 0) ^ 1
  writeFileSync(file, changed)
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'run.json' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'run.json' }).getByText('Changed')).toBeVisible()
  writeFileSync(file, whole)
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(page.getByText(/^Verified: \d+ files as they were packed\.$/)).toBeVisible()
})

test('the audit names who did what, and its chain is verified', async ({ page }) => {
  await page.goto('/audit')
  await expect(page.getByText(/^Chain verified to #\d+/)).toBeVisible()
  const row = page.getByRole('listitem').filter({ hasText: 'run.submit' }).first()
  await expect(row).toContainText('Anna Berger')
  await expect(row, 'which verb, and the id as it is said elsewhere').toContainText(/run\.submit \S+\.\S+ .*[0-9a-f]{8}/)
  await row.locator('summary').click()
  await expect(row.getByText('planDigest')).toBeVisible()
  await row.getByRole('link').click()
  await expect(page).toHaveURL(/\/runs\/[0-9a-f]+$/)
})

test('the browser computes the chain itself, finds records by what they say, and they can be taken away', async ({ page }) => {
  await page.goto('/audit')
  await page.getByRole('button', { name: 'Verify now' }).click()
  await expect(page.getByText(/^Chain verified by this browser to #\d+/)).toBeVisible()
  await page.getByLabel('Who').fill('nobody is called so')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('No rows match this filter.')).toBeVisible()
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(/\/audit$/)
  await expect(page.getByLabel('Who')).toHaveValue('')
  await page.getByLabel('What').fill('session.open')
  await page.getByLabel('By', { exact: true }).selectOption('web')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page).toHaveURL(/what=session\.open&by=web/)
  await expect(page.getByRole('listitem').filter({ hasText: 'session.open' }).first()).toBeVisible()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export CSV' }).click()])
  expect(download.suggestedFilename()).toMatch(/^audit-[\d-]+\.csv$/)
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines[0]).toBe('seq,at,actor,actorName,surface,action,target,outcome,details,hash')
  expect(lines.slice(1).every((line) => line.includes('session.open'))).toBe(true)
})

test('a pack is verified by the browser: one of the list, and one from the disk, in which a changed byte is found', async ({ page }) => {
  await page.goto('/evidence')
  const row = page.getByRole('listitem').filter({ hasText: 'CI of' }).first()
  await row.getByRole('button', { name: /^Verify here/ }).click()
  await expect(row.getByText(/^Verified: \d+ files$/)).toBeVisible()
  const [download] = await Promise.all([page.waitForEvent('download'), row.getByRole('link', { name: /^Download the pack/ }).click()])
  const whole = gunzipSync(readFileSync(await download.path()))
  const chosen = page.getByLabel('Verify a pack that you have')
  await chosen.setInputFiles({ name: 'pack.tar.gz', mimeType: 'application/gzip', buffer: gzipSync(whole) })
  await expect(page.getByText(/as they were packed, pack #\d+\.$/)).toBeVisible()
  const at = whole.indexOf('"startedByName"')
  whole[at + 1] = 0x53
  await chosen.setInputFiles({ name: 'changed.tar.gz', mimeType: 'application/gzip', buffer: gzipSync(whole) })
  await expect(page.getByRole('alert').filter({ hasText: 'run.json does not match its digest.' })).toBeVisible()
})
