import { type Browser, expect, type Page, test } from '@playwright/test'
import { manyRuns } from './many-runs.fixture.ts'

const total = 10_000
const mostHeld = 2_000
const mostInPage = 60
const longTaskMs = 50
const filterMs = 300

let remove: () => Promise<void>
test.beforeAll(async () => {
  remove = await manyRuns(total)
})
test.afterAll(() => remove())

interface TraceEvent {
  name: string
  pid: number
  tid: number
  /** Microseconds that a processor worked on it: what else the machine does is not counted. */
  tdur?: number
  args?: { name?: string }
}

/** How long each task kept the page's main thread, in milliseconds, while `work` went on. */
async function tasksOf(page: Page, browser: Browser, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel'] })
  await work()
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString())
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const isMain = ({ pid, tid }: TraceEvent) => threads.some((thread) => thread.pid === pid && thread.tid === tid)
  return traceEvents.filter((event) => event.name.endsWith('RunTask') && isMain(event)).map(({ tdur = 0 }) => tdur / 1_000)
}

/** The most rows that were in the page at once, from now on. */
async function watchRows(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const items = document.getElementsByTagName('li')
    const look = () => {
      const rows = [...items].filter((item) => item.dataset.key).length
      Object.assign(window, { mostRows: Math.max(Reflect.get(window, 'mostRows') ?? 0, rows) })
      requestAnimationFrame(look)
    }
    look()
  })
  return () => page.evaluate(() => Reflect.get(window, 'mostRows'))
}

test('of 10,000 rows a page reads a hundred at a time, holds 2,000, has 60 in the page and is never busy for 50 ms at a stretch', async ({
  page,
  browser,
}) => {
  const asked: { limit: number }[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/control_room/runs') && request.postData()?.includes('"cursor"')) asked.push(request.postDataJSON())
  })
  await page.goto('/runs?filter=%22CI%20of%20many%22')
  const list = page.getByRole('region', { name: 'Runs' })
  const older = list.getByRole('link', { name: 'Older runs' })
  await expect(list.getByText('live', { exact: true })).toBeVisible()
  await page.mouse.move(640, 500)
  const mostRows = await watchRows(page)
  const tasks = await tasksOf(page, browser, async () => {
    await expect(async () => {
      for (let turns = 0; turns < 8; turns += 1) {
        await page.mouse.wheel(0, 800)
        await page.evaluate(() => new Promise(requestAnimationFrame))
      }
      expect(await older.count()).toBe(1)
    }).toPass({ timeout: 60_000, intervals: [16] })
  })
  expect(asked.map(({ limit }) => limit)).toEqual(asked.map(() => 100))
  const rows = list.getByRole('listitem')
  expect(Number(await rows.first().getAttribute('aria-setsize'))).toBe(mostHeld)
  const places = await rows.evaluateAll((all) => all.map((row) => Number(row.getAttribute('aria-posinset'))).sort((a, b) => a - b))
  expect(places, 'each row says which one it is').toEqual(places.map((_, at) => (places[0] ?? 0) + at))
  expect(await mostRows()).toBeLessThanOrEqual(mostInPage)
  expect(tasks.length).toBeGreaterThan(100)
  expect(tasks.filter((ms) => ms > longTaskMs)).toEqual([])

  await older.click()
  await expect(list.getByRole('link', { name: `CI of many ${total - mostHeld}`, exact: true })).toBeVisible()
})

test('of 10,000 rows the server filters within 300 ms, the page with the rows included', async ({ page }) => {
  const times: number[] = []
  for (const [filter, rows] of [
    ['status:warnings "CI of many 77"', 11],
    ['"CI of many 9999"', 1],
    ['by:"many runs" status:passed', 50],
    ['zzzz', 0],
    ['skill:github_ci_runner "of many 12" after:2024-01-01', 50],
  ] as const) {
    await page.goto(`/runs?filter=${encodeURIComponent(filter)}`)
    const list = page.getByRole('region', { name: 'Runs' })
    await (rows === 0 ? expect(page.getByText('No rows match')).toBeVisible() : expect(list.locator('[data-row]')).toHaveCount(rows))
    times.push(
      await page.evaluate(() => {
        const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
        return visit ? visit.responseEnd - visit.requestStart : Number.POSITIVE_INFINITY
      }),
    )
  }
  const median = times.toSorted((one, other) => one - other)[2]
  expect(median).toBeLessThanOrEqual(filterMs)
})
