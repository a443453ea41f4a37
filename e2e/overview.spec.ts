import { expect, test } from '@playwright/test'
import { open } from './look.ts'
import { plantedRuns, withoutAudit } from './overview.fixture.ts'

test.use({ viewport: { width: 1280, height: 2000 } })

// A room without a build shows its first steps instead.
let built: Awaited<ReturnType<typeof plantedRuns>>
test.beforeAll(async () => {
  built = await plantedRuns()
  await built.plant('succeeded', 'CI of the first build', { repo: 'first' })
})
test.afterAll(() => built.remove())

test('what failed on a main branch stands first until a good run, a red branch of somebody does not', async ({ page }) => {
  const runs = await plantedRuns()
  try {
    await runs.plant('failed', 'CI of shop', { repo: 'shop' }, 'Two tests fail.')
    await runs.plant('failed', 'CI of shop fix', { repo: 'shop', branch: 'fix' })
    await runs.plant('waiting', 'Drop staging', { repo: 'shop' })
    await open(page, '/')
    const needs = page.getByRole('list', { name: 'What needs you' })
    const shop = needs.getByRole('listitem').filter({ hasText: 'CI of shop' })
    await expect(shop).toHaveCount(1)
    await expect(shop).toContainText('Two tests fail.')
    await expect(needs.getByRole('link', { name: 'Review plan: Drop staging' })).toBeVisible()
    await expect(page.getByRole('heading', { name: /^Needs you \(\d+\)$/ })).toBeVisible()
    await runs.plant('succeeded', 'CI of shop', { repo: 'shop' })
    await expect(shop, 'it leaves by itself').toHaveCount(0)
  } finally {
    await runs.remove()
  }
})

test('each figure leads to the rows that it counts, and the span stands in the address', async ({ page }) => {
  const runs = await plantedRuns()
  try {
    for (const status of ['failed', 'rolled_back', 'cancelled', 'succeeded'] as const)
      await runs.plant(status, `CI of figures ${status}`, { repo: 'x', branch: 'y' })
    await open(page, '/')
    await page.getByRole('navigation', { name: 'Span' }).getByRole('link', { name: '24 h' }).click()
    await expect(page).toHaveURL(/\/\?span=1d$/)
    await expect(page.getByRole('heading', { name: 'Runs of the last 24 hours' })).toBeVisible()
    for (const word of ['Failed', 'Cancelled']) {
      const link = page.getByRole('list', { name: 'Figures' }).getByRole('link', { name: new RegExp(`^${word}: `) })
      const count = Number((await link.getAttribute('aria-label'))?.split(': ')[1])
      expect(count).toBeGreaterThan(0)
      await link.click()
      await expect(page.getByRole('region', { name: 'Runs' }).locator('[data-row]')).toHaveCount(count)
      await page.goBack()
    }
  } finally {
    await runs.remove()
  }
})

test('what is not heard of any more is unknown, never green', async ({ page, context }) => {
  await open(page, '/')
  const workers = page.getByRole('region', { name: 'Workers' })
  await expect(workers).toContainText('Healthy')
  await context.setOffline(true)
  await expect(workers).toContainText('Unknown', { timeout: 30_000 })
  await expect(workers).not.toContainText('Healthy')
  const environments = page.getByRole('region', { name: 'Environments' }).getByRole('listitem')
  await expect(environments).toHaveText([/HealthUnknown/, /HealthUnknown/])
  await expect(workers).toContainText(/as of \d\d:\d\d:\d\d/)
  await expect(page.getByText(/Live updates lost \d+ s ago/)).toHaveCount(1)
  await context.setOffline(false)
  await expect(workers).toContainText('Healthy', { timeout: 30_000 })
})

test('one part that cannot be read says so, with its number, and the rest lives on', async ({ page }) => {
  const giveBack = await withoutAudit()
  try {
    await open(page, '/')
    const audit = page.getByRole('region', { name: 'Audit' })
    await expect(audit.getByRole('alert')).toContainText('The audit could not be read: ')
    await expect(audit.getByRole('button', { name: /^request [0-9a-f]{8}$/ })).toBeVisible()
    const asked = page.waitForResponse((answer) => answer.url().endsWith('/api/skills/control_room/audit'))
    await audit.getByRole('button', { name: 'Try again' }).click()
    expect((await asked).status()).toBe(500)
    await expect(audit.getByRole('alert')).toContainText('The audit could not be read: ')
    await expect(page.getByRole('region', { name: 'Workers' })).toContainText('Healthy')
  } finally {
    await giveBack()
  }
  await expect(page.getByRole('region', { name: 'Audit' }), 'it comes back by itself').toContainText(/Chain verified to #\d+\./)
})
