import { expect, type Page, test } from '@playwright/test'
import { longLogOfApp, printedOf } from './long-log.fixture.ts'

const total = 1_000_000
let id = ''

test.beforeAll(async () => {
  id = await longLogOfApp(total)
})

const line = (page: Page, number: number) => page.locator(`[data-line="${number}"]`)
const logOf = (page: Page) => page.getByRole('log')

/** Milliseconds from a pasted `#L…` to its text in the page. */
function opening(page: Page, number: number): Promise<number> {
  return page.evaluate(
    ({ number, text }) =>
      new Promise<number>((resolve) => {
        const started = performance.now()
        const look = () => {
          const row = document.querySelector(`[data-line="${number}"]`)
          if (row?.textContent?.includes(text)) resolve(performance.now() - started)
          else requestAnimationFrame(look)
        }
        window.location.hash = `#L${number}`
        look()
      }),
    { number, text: printedOf(number) },
  )
}

test('a log of a million lines opens at any line within half a second, with few elements and little memory', async ({ page }) => {
  await page.goto(`/runs/${id}?tab=log#L900001`)
  await expect(line(page, 900_001)).toBeInViewport()
  await expect(line(page, 900_001)).toContainText(printedOf(900_001))
  for (const number of [2, 123_456, 999_999, 500_042, 750_300]) {
    // What is read a second time is there already: each try is another line of another page.
    const tries = [
      await opening(page, number),
      await opening(page, (number + 310_007) % total),
      await opening(page, (number + 620_013) % total),
    ]
    expect(Math.min(...tries)).toBeLessThan(500)
    expect(await page.locator('*').count()).toBeLessThan(1_500)
  }
  await expect(line(page, (750_300 + 620_013) % total)).toBeInViewport()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('Performance.enable')
  const { metrics } = await devtools.send('Performance.getMetrics')
  expect(metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value).toBeLessThan(300_000_000)
})

test('its search finds one line among a million, and an expression', async ({ page }) => {
  await page.goto(`/runs/${id}?tab=log`)
  await page.getByLabel('Search the log').fill('FILLER 987654 ')
  await page.keyboard.press('Enter')
  await expect(line(page, 987_654).locator('mark')).toHaveText('filler 987654')
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Regular expression' }).click()
  await page.getByLabel('Search the log').fill('filler 98765[23] .*order')
  await page.getByRole('button', { name: 'Next match' }).click()
  await expect(page.getByText(/^\d of 2$/)).toBeVisible()
  await page.getByLabel('Search the log').fill('(')
  await expect(page.getByLabel('Search the log')).toHaveAttribute('aria-invalid', 'true')
})

test('n goes from error to error, a level narrows it, End leads to its last line', async ({ page }) => {
  await page.goto(`/runs/${id}?tab=log`)
  await expect(page.getByText(/^1.000 errors$/)).toBeVisible()
  await logOf(page).focus()
  await page.keyboard.press('n')
  await expect(line(page, 500)).toBeInViewport()
  await page.keyboard.press('n')
  await expect(line(page, 1_500)).toBeInViewport()
  await expect(page.getByText(/^2 of 1.000 errors$/)).toBeVisible()
  await logOf(page).focus()
  await page.keyboard.press('End')
  await expect(line(page, total)).toBeInViewport()
  await expect(line(page, total)).toContainText(printedOf(total))
  await page.keyboard.press('Home')
  await expect(line(page, 1)).toBeInViewport()
  await page.getByLabel('Level').selectOption('error')
  await expect(line(page, 500)).toBeInViewport()
  await expect(line(page, 1_500)).toContainText(printedOf(1_500))
  await expect(line(page, 1)).toHaveCount(0)
})
