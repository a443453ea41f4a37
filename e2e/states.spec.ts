import { readdirSync, readFileSync } from 'node:fs'
import { expect, type Page, type Route, test } from '@playwright/test'
import { open } from './look.ts'
import { manyRuns } from './many-runs.fixture.ts'
import { heldAudit } from './overview.fixture.ts'
import { slowRepository } from './repositories.fixture.ts'
import { expectEnd, startRun } from './runs.ts'

/** Lets all that moves by itself be as far as after so many milliseconds. */
const moveAnimations = (page: Page, ms: number) =>
  page.evaluate((time) => {
    for (const animation of document.getAnimations()) animation.currentTime = time
  }, ms)

/** Processes of the app under test, by their program and their data folder. */
function processes(...programs: string[]): number[] {
  const isOurs = (pid: number) => {
    try {
      const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return (
        programs.some((one) => program.includes(one)) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(process.env.E2E_DATA ?? '-')
      )
    } catch {
      return false
    }
  }
  return readdirSync('/proc').map(Number).filter(Boolean).filter(isOurs)
}

test('values that are read no more are said to be old, with their time, and live again when they are', async ({ page }) => {
  await page.clock.install()
  await open(page, '/')
  const workers = page.getByRole('region', { name: 'Workers' })
  await expect(workers.getByText('live', { exact: true })).toBeVisible()
  const held: Route[] = []
  await page.route('**/api/skills/control_room/**', (route) => void held.push(route))
  await expect.poll(() => held.length).toBeGreaterThan(0)
  await page.clock.fastForward(16_000)
  await expect(workers.getByText(/^as of \d\d:\d\d, \d+ s old$/)).toBeVisible()
  await expect(workers).toContainText('Unknown')
  const line = await workers
    .locator('[data-value]')
    .first()
    .evaluate((value) => getComputedStyle(value).textDecoration)
  expect(line).toContain('dotted')
  await page.unrouteAll()
  for (const route of held) await route.continue().catch(() => undefined)
  await expect(workers.getByText('live', { exact: true })).toBeVisible()
  await expect(workers).toContainText('Healthy')
})

test('nothing is said of a short wait, then the shape of what comes, after ten seconds how long it takes', async ({ page }) => {
  await open(page, '/ci')
  const goOn = await heldAudit()
  try {
    await page.goto('/audit', { waitUntil: 'commit' })
    await expect(page.locator('[aria-busy="true"] .appear-soon')).toBeVisible()
    const still = page.getByText('Still reading the audit, ')
    await expect(still).toBeHidden()
    await moveAnimations(page, 12_000)
    await expect(still).toBeVisible()
    expect(await still.locator('.count-seconds').evaluate((count) => getComputedStyle(count).getPropertyValue('--seconds'))).toBe('12')
  } finally {
    await goOn()
  }
  await expect(page.getByText(/^Chain verified/)).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
})

test('a page of a list that takes long can be given up, and asked for again', async ({ page }) => {
  const remove = await manyRuns(120)
  try {
    const held: Route[] = []
    await page.route('**/api/skills/control_room/runs', (route) => {
      if (route.request().postData()?.includes('cursor')) held.push(route)
      else void route.continue()
    })
    await open(page, `/runs?filter=${encodeURIComponent('"CI of many"')}`)
    const more = page.getByRole('button', { name: 'Older runs' })
    await page.keyboard.press('End')
    await expect.poll(() => held.length).toBe(1)
    const stop = page.getByRole('button', { name: 'Stop' })
    await expect(stop).toBeHidden()
    await moveAnimations(page, 11_000)
    await expect(page.getByText('Still reading older runs, ')).toBeVisible()
    await stop.click()
    await expect(page.getByRole('region', { name: 'Runs' }).getByRole('alert')).toContainText('Reading was stopped.')
    await page.unrouteAll()
    await more.click()
    await expect(page.getByRole('list', { name: '120 runs' })).toBeVisible()
  } finally {
    await remove()
  }
})

test('a restart is said with its time and what is being recovered; the page lives on', async ({ page }) => {
  test.skip(process.platform !== 'linux', 'processes are found by /proc')
  test.setTimeout(180_000)
  await startRun(page, slowRepository(60, 1))
  await expect(page.locator('[data-line]').filter({ hasText: 'number 1' }).first()).toBeVisible({ timeout: 60_000 })
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Evidence' }).click()
  await page.waitForURL('**/evidence')
  const pids = processes('next-server', 'lib/worker/main.ts')
  expect(pids.length).toBeGreaterThan(1)
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  const told = page.getByText(/^The control room restarted at \d\d:\d\d\. 1 run is being recovered\.$/)
  await expect(told).toBeVisible({ timeout: 90_000 })
  await expect(page.getByText('The control room was updated.')).toHaveCount(0)
  await page.getByRole('link', { name: 'See it' }).click()
  await expect(page.getByText(/Another took over: attempt 2/)).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Close' }).click()
  await expect(told).toHaveCount(0)
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click()
  await expectEnd(page, 'cancelled')
})

test('other pages on the server are told of, and read when somebody wants them', async ({ page }) => {
  await open(page, '/evidence')
  const headers = {
    'content-type': 'text/event-stream',
    'x-room-booted': new Date(Date.now() + 60_000).toISOString(),
    'x-room-build': 'other',
  }
  await page.route('**/api/runs/events', (route) => route.fulfill({ headers, body: ': hello\n\n' }))
  await page.evaluate(() => window.dispatchEvent(new Event('offline')))
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(
    page.getByText('The control room was updated. Reload when it suits you; running work is not affected.', { exact: true }),
  ).toBeVisible()
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Reload' }).click()
  await page.waitForLoadState('load')
  await expect(page.getByText('The control room was updated.')).toHaveCount(0)
})
