import { expect, test } from '@playwright/test'
import { open } from './look.ts'
import { phonePage } from './phone.fixture.ts'
import { slowRepository } from './repositories.fixture.ts'
import { expectEnd, logOf, runOnPage, startRun } from './runs.ts'

test('Run on the example: watched live to green', async ({ page }) => {
  const loads: string[] = []
  page.on('request', (request) => request.isNavigationRequest() && loads.push(request.url()))
  await startRun(page, 'example', 'main')
  const loaded = loads.length
  await expectEnd(page, 'succeeded')
  await expect(page.getByRole('heading', { name: 'What it showed' })).toBeVisible()
  await expect(page.getByText(/^\d+ tests passed, 0 failed/).first()).toBeVisible()
  await expect(page.getByText(/not isolated/i).first()).toBeVisible()
  for (const step of await page.locator('[data-step]').all()) await expect(step).toHaveAttribute('data-state', 'done')
  expect(loads.length, 'it came live, with no page load').toBe(loaded)
})

test('a red run opens on the failing test: name, place and assertion, with no click', async ({ page }) => {
  const id = await startRun(page, 'example', 'broken')
  await expectEnd(page, 'failed')
  await page.goto(`/runs/${id}`)
  const why = page.getByRole('region', { name: 'Why' })
  await expect(why).toBeInViewport()
  await expect(why.getByText(/^test_\w+$/).first()).toBeInViewport()
  await expect(why.getByText(/tests\/test_\w+\.py:\d+/).first()).toBeInViewport()
  await expect(why.getByText(/AssertionError: .+ != .+/).first()).toBeInViewport()
  await page.goto('/ci')
  const row = page.getByRole('listitem').filter({ hasText: 'example broken' }).first()
  const cause = row.getByText(/failed.*test_/).first()
  await expect(cause).toBeVisible()
  const title = await row.locator('[data-row]').boundingBox()
  expect((await cause.boundingBox())?.x, 'the cause stands under what it is the cause of').toBe(title?.x)
})

test('a reload in the middle resumes with no gap and nothing twice', async ({ page }) => {
  const resumed: string[] = []
  const id = await startRun(page, slowRepository(12, 0.7))
  page.on('request', (request) => {
    if (request.url().endsWith(`/runs/${id}/events`)) resumed.push(request.headers()['last-event-id'] ?? '')
  })
  await page.goto(`/runs/${id}?tab=log`)
  await expect(page.locator('[data-line]').filter({ hasText: 'number 2' }).first()).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('link', { name: 'Tests', exact: true }), 'none so far is not none').toBeVisible()
  await page.reload()
  await expectEnd(page, 'succeeded')
  expect(Number(resumed.at(-1)), 'the stream went on where the page had been made').toBeGreaterThan(0)
  const lines = await logOf(page, id)
  expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1))
  const shown = await page.locator('[data-line]').evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-line'))))
  expect(shown.toSorted((a, b) => a - b)).toEqual(Array.from({ length: shown.length }, (_, index) => Math.min(...shown) + index))
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await page.getByRole('link', { name: /^Tests/ }).click()
  await expect(page.getByRole('link', { name: 'Tests 12' })).toBeVisible()
  for (let index = 0; index < 12; index += 1)
    await expect(page.getByText(`test_${String(index).padStart(3, '0')}`, { exact: true })).toHaveCount(1)
})

test('live updates that are lost come back where they stopped', async ({ page, context }) => {
  const id = await startRun(page, slowRepository(14, 0.7))
  await page.goto(`/runs/${id}?tab=log`)
  await expect(page.locator('[data-line]').filter({ hasText: 'number 1' }).first()).toBeVisible({ timeout: 60_000 })
  await context.setOffline(true)
  await expect(page.getByText('You are offline. Nothing here is current.')).toBeVisible()
  await expect(page.getByText(/Live updates lost \d+ s ago\. Showing what was known at/)).toBeVisible({ timeout: 60_000 })
  await context.setOffline(false)
  await expect(page.getByText(/Live updates lost/)).toBeHidden()
  await expectEnd(page, 'succeeded')
  await page.getByRole('link', { name: /^Tests/ }).click()
  await expect(page.getByRole('link', { name: 'Tests 14' })).toBeVisible()
})

test('cancel says what it costs, and the run ends as cancelled', async ({ page }) => {
  await startRun(page, slowRepository(60, 1))
  await expect(page.locator('[data-step="test"]')).toHaveAttribute('data-state', 'running', { timeout: 60_000 })
  await page.getByRole('button', { name: 'Cancel', exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Cancel this run' })
  await expect(dialog.getByText(/^Cancel this run\. /)).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep it running' }).click()
  await expect(page.getByRole('button', { name: 'Cancel', exact: true }).first()).toBeFocused()
  await page.getByRole('button', { name: 'Cancel', exact: true }).first().click()
  await dialog.getByRole('button', { name: 'Cancel run' }).click()
  await expectEnd(page, 'cancelled')
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toHaveCount(0)
})

test('a rerun is a new run, and each leads to the other', async ({ page }) => {
  const first = await startRun(page, 'example', 'main')
  await expectEnd(page, 'succeeded')
  await page.getByRole('button', { name: 'Rerun' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rerun' }).click()
  const second = await runOnPage(page, first)
  await expect(page.getByText('repeats run').getByRole('link')).toHaveAttribute('href', `/runs/${first}`)
  await expectEnd(page, 'succeeded')
  await page.goto(`/runs/${first}`)
  await page.getByText('repeated by run').getByRole('link').click()
  await page.waitForURL(`**/runs/${second}`)
})

test('a name that is no repository is refused in a sentence, and nothing has run', async ({ page }) => {
  await page.goto('/ci')
  await page.getByLabel('Repository').fill('https://not-allowed.example/a/b')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const dialog = page.getByRole('dialog')
  const alert = page.getByRole('alert').filter({ hasText: /./ })
  await expect(dialog.or(alert).first()).toBeVisible()
  if (await dialog.isVisible()) {
    await dialog.getByRole('button', { name: 'Run', exact: true }).click()
    await expectEnd(page, 'failed')
    await expect(
      page
        .getByRole('region', { name: 'Why' })
        .getByText(/not-allowed\.example/)
        .first(),
    ).toBeVisible()
  }
})

test('a run that is not here says so', async ({ page }) => {
  const answer = await page.goto('/runs/9fffffffffff')
  expect(answer?.status()).toBe(404)
  await expect(page.getByText('No run 9fffffffffff here. It may have been deleted or belong to another project.')).toBeVisible()
})

test('a row of a run that runs says how far it has come, under the names of the columns', async ({ page }) => {
  const id = await startRun(page, slowRepository(12, 1))
  await expect(page.locator('[data-step="test"]')).toHaveAttribute('data-state', 'running', { timeout: 60_000 })
  await open(page, '/ci')
  const row = page
    .getByRole('region', { name: 'Runs' })
    .getByRole('listitem')
    .filter({ hasText: id.slice(0, 8) })
  await expect(row).toContainText('Running, step 6 of 8')
  const head = page.getByRole('region', { name: 'Runs' }).getByText('Tests', { exact: true })
  const passed = await row.locator('time').boundingBox()
  expect((await head.boundingBox())?.y).toBeLessThan(passed?.y ?? 0)
})

test('on a phone CI begins with what ran, and the form is one press away', async ({ browser }) => {
  const page = await phonePage(browser)
  await open(page, '/ci')
  await expect(page.getByRole('region', { name: 'Runs' }).locator('[data-row]').first()).toBeInViewport()
  const repository = page.getByLabel('Repository', { exact: true })
  await expect(repository).toBeHidden()
  await page.getByRole('button', { name: 'Run CI' }).click()
  await repository.fill('example')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
  await page.context().close()
})
