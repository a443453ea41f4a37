import { expect, type Page, test } from '@playwright/test'
import { manyRuns } from './many-runs.fixture.ts'
import { slowRepository } from './repositories.fixture.ts'
import { expectEnd, logOf, runOnPage, startRun } from './runs.ts'

// The budgets of interaction and of live values; a machine of two cores that does nothing else.
const keyMs = 50
const worstMs = 200
const dialogMs = 100
const rowMs = 300
const liveMs = 500

/** The `share` of the values that are not larger than the answer. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
}

/** How long keys took until the next paint, in milliseconds; what took less than a frame is not told by the browser. */
async function keyTimes(page: Page, keys: readonly string[]): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { times })
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') times.push(duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  for (const key of keys) await page.keyboard.press(key)
  const told: number[] = await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    return Reflect.get(window, 'times')
  })
  return [...told, ...Array.from({ length: keys.length - told.length }, () => 16)]
}

test('a key moves through a long list within 50 ms, three times of four, and never takes 200', async ({ page }) => {
  const remove = await manyRuns(600)
  try {
    await page.goto('/runs?filter=CI%20of%20many')
    // The page is alive once a first key moves.
    const rows = page.locator('[data-row]')
    await rows.first().focus()
    await expect(async () => {
      await page.keyboard.press('j')
      await expect(rows.first()).not.toBeFocused({ timeout: 500 })
    }).toPass()
    const keys = Array.from({ length: 60 }, (_, at) => (at % 4 === 3 ? 'k' : 'j'))
    const times = await keyTimes(page, keys)
    expect(percentile(times, 0.75)).toBeLessThanOrEqual(keyMs)
    expect(percentile(times, 1)).toBeLessThanOrEqual(worstMs)
  } finally {
    await remove()
  }
})

test('the dialog of a verb is there within 100 ms, its plan asked of the server', async ({ page }) => {
  await page.goto('/ci')
  await page.getByLabel('Repository').fill('example')
  const button = page.getByRole('button', { name: 'Run', exact: true }).first()
  const gone = async () => {
    await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  // The page is alive once a first one came.
  await button.click()
  await gone()
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    times.push(
      await button.evaluate(async (element: HTMLElement) => {
        const asked = performance.now()
        element.click()
        while (!document.querySelector('dialog[open] li')) await new Promise(requestAnimationFrame)
        return performance.now() - asked
      }),
    )
    await gone()
  }
  expect(percentile(times, 0.5)).toBeLessThanOrEqual(dialogMs)
})

test('a run that somebody starts is a row of Activity within 300 ms, in another tab', async ({ page, context }) => {
  const watching = await context.newPage()
  await watching.goto('/runs')
  const times: number[] = []
  for (let round = 0; round < 3; round += 1) {
    await page.goto('/ci')
    await page.getByLabel('Repository').fill('/no/such/repository')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true })
    await expect(confirm).toBeEnabled()
    const seen = watching.evaluate(async () => {
      const newest = () => document.querySelector('[data-row]')?.getAttribute('href')
      const before = newest()
      while (newest() === before) await new Promise(requestAnimationFrame)
      return Date.now()
    })
    const clicked = await confirm.evaluate((element: HTMLElement) => {
      element.click()
      return Date.now()
    })
    times.push((await seen) - clicked)
    await runOnPage(page)
    await expectEnd(page, 'failed')
  }
  await watching.close()
  expect(percentile(times, 0.5)).toBeLessThanOrEqual(rowMs)
})

test('a line of a log is on the screen within half a second after it was written, 19 times of 20', async ({ page }) => {
  const id = await startRun(page, slowRepository(60, 0.1))
  await page.goto(`/runs/${id}?tab=log`)
  await page.evaluate(() => {
    const seen: Record<string, number> = {}
    Object.assign(window, { seen })
    const look = () => {
      for (const line of document.querySelectorAll('[data-line]')) seen[line.getAttribute('data-line') ?? ''] ??= Date.now()
      requestAnimationFrame(look)
    }
    look()
  })
  const opened = Date.now()
  await expectEnd(page, 'succeeded')
  const seen: Record<string, number> = await page.evaluate(() => Reflect.get(window, 'seen'))
  const lines = await logOf(page, id)
  const live = lines.filter(({ at, text }) => Date.parse(at) > opened && /number \d+/.test(text))
  expect(live.length).toBeGreaterThan(30)
  const late = live.map(({ number, at }) => (seen[number] ?? Number.POSITIVE_INFINITY) - Date.parse(at))
  expect(percentile(late, 0.95)).toBeLessThanOrEqual(liveMs)
})
