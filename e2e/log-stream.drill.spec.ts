import { expect, type Page, test } from '@playwright/test'
import { writeDrill } from '../test/drill-report.ts'
import { streamedRun } from './log-stream.fixture.ts'

const total = 1_000_000
const heapBytes = 300_000_000
const keyMs = 200

test.setTimeout(900_000)

/** Bytes of the page's heap after its garbage is collected. */
async function heapOf(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('Performance.enable')
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN
}

/** The longest that a key took until the next paint since the page was opened, in milliseconds. */
async function watchKeys(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Object.assign(window, { slowest: 0 })
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown') Object.assign(window, { slowest: Math.max(Reflect.get(window, 'slowest'), duration) })
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  return () => page.evaluate(() => Number(Reflect.get(window, 'slowest')))
}

test('a million lines stream into an open log: the heap stays below 300 MB, keys answer within 200 ms, and the last line is there', async ({
  page,
}) => {
  const run = await streamedRun()
  try {
    await page.goto(`/runs/${run.id}?tab=log`)
    await run.say(1_000)
    const line = (number: number) => page.locator(`[data-line="${number}"]`)
    await expect(line(1_000)).toBeInViewport()
    const slowest = await watchKeys(page)
    let isOver = false
    const streaming = run.say(total - 1_000).finally(() => {
      isOver = true
    })
    const log = page.getByRole('log')
    let pressed = 0
    const pressing = (async () => {
      for (; !isOver; pressed += 1) {
        await log.focus()
        await page.keyboard.press(pressed % 2 === 0 ? 'Home' : 'End')
        await page.evaluate(() => new Promise(requestAnimationFrame))
      }
    })()
    const linesPerSecond = Math.round(await streaming)
    await pressing
    await log.focus()
    await page.keyboard.press('End')
    await expect(line(total)).toBeInViewport({ timeout: 30_000 })
    const [heap, keys] = [await heapOf(page), await slowest()]
    const result = `heap ${Math.round(heap / 1e6)} MB (budget 300); slowest of ${pressed} keys ${Math.round(keys)} ms (budget 200); written at ${linesPerSecond} lines a second; the last line is there`
    writeDrill('A log in the browser', [{ what: 'a million lines that stream in', result }])
    expect(heap).toBeLessThan(heapBytes)
    expect(keys).toBeLessThanOrEqual(keyMs)
  } finally {
    await run.remove()
  }
})
