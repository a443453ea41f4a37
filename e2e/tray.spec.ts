import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContext, expect, type Page, type Request, test } from '@playwright/test'
import { putAway } from './put-away.ts'
import { slowRepository } from './repositories.fixture.ts'
import { startRun } from './runs.ts'

const button = (page: Page, name: string) => page.getByRole('banner').getByRole('button', { name })

/** The tray's streams of a browser: what each said it knew when it began, and how many are open. */
function watchStreams(context: BrowserContext) {
  const open = new Map<Request, Page>()
  const known: string[] = []
  context.on('request', (request) => {
    if (!request.url().endsWith('/api/runs/events')) return
    open.set(request, request.frame().page())
    known.push(request.headers()['last-event-id'] ?? '')
  })
  context.on('requestfailed', (request) => open.delete(request))
  context.on('requestfinished', (request) => open.delete(request))
  return { known, openCount: () => [...open.values()].filter((page) => !page.isClosed()).length }
}

test('three tabs share one stream; when the one that reads it goes, another goes on from what it knows; a cancel is seen in all', async ({
  page,
  context,
}) => {
  const streams = watchStreams(context)
  await page.goto('/audit')
  await expect(button(page, 'Runs, none running or waiting')).toBeVisible({ timeout: 60_000 })
  const others = [await context.newPage(), await context.newPage()] as const
  for (const other of others) {
    await other.goto('/evidence')
    await expect(button(other, 'Runs, none running or waiting')).toBeVisible()
  }
  expect(streams.known).toEqual(['0'])

  const starter = await context.newPage()
  await startRun(starter, slowRepository(60, 1))
  await starter.close()
  for (const tab of [page, ...others]) await expect(button(tab, 'Runs, 1 running or waiting')).toBeVisible()
  expect(streams.known).toEqual(['0'])

  await page.close()
  await expect.poll(() => streams.known.length).toBe(2)
  expect(Number(streams.known[1])).toBeGreaterThan(0)
  expect(streams.openCount()).toBe(1)

  const [first, second] = others
  await button(first, 'Runs, 1 running or waiting').click()
  const list = first.getByRole('list', { name: 'Runs running or waiting' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await list.getByRole('button', { name: /^Cancel: / }).click()
  await expect(list).toContainText('Cancel this run. What it started is stopped, then what it changed is undone.')
  await list.getByRole('button', { name: 'Cancel run' }).click()
  for (const tab of [first, second]) await expect(button(tab, 'Runs, none running or waiting')).toBeVisible({ timeout: 30_000 })
  await expect(first.getByText('Nothing is running or waiting.')).toBeVisible()
})

test('a browser in which nobody looks lets its stream go, and comes back with what it knew', async ({ page, context }) => {
  const streams = watchStreams(context)
  await page.clock.install()
  await page.goto('/audit')
  await expect(button(page, 'Runs, none running or waiting')).toBeVisible()
  await putAway(page, true)
  await page.clock.fastForward(11_000)
  await expect.poll(() => streams.openCount()).toBe(0)
  await putAway(page, false)
  await expect.poll(() => streams.openCount()).toBe(1)
  expect(streams.known).toHaveLength(2)
  expect(Number(streams.known[1])).toBeGreaterThan(0)
})

test('a stream that is lost is said, with what was known and when; it comes back by itself', async ({ page, context }) => {
  await page.goto('/audit')
  await expect(button(page, 'Runs, none running or waiting')).toBeVisible()
  await context.setOffline(true)
  const lost = button(page, 'Runs, none running or waiting, live updates lost')
  await expect(lost).toBeVisible()
  await lost.click()
  await expect(page.getByText(/^Live updates lost \d+ s ago\. Showing what was known at [\d:]+\. Trying again in \d+ s\.$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible()
  await expect(page.getByText('You are offline. Nothing here is current.')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('live', { exact: true })).toBeVisible()
})

test('axe finds nothing serious in the tray, light or dark, and it fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto('/audit')
    await button(page, 'Runs, none running or waiting').click()
    await page.getByText('Nothing is running or waiting.').waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
  }
})
