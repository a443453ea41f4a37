import { type Browser, expect, type Page, test } from '@playwright/test'
import { cuttingProxy } from './cutting-proxy.fixture.ts'
import { streamedRun } from './log-stream.fixture.ts'
import { putAway } from './put-away.ts'
import { logOf } from './runs.ts'

const tray = '/api/runs/events'
const waits = [1_000, 2_000, 5_000]
/** From the end of a wait until the proxy has the request. */
const onTheWayMs = 300

type Proxy = Awaited<ReturnType<typeof cuttingProxy>>
let proxy: Proxy
let run: Awaited<ReturnType<typeof streamedRun>>
let path = ''
test.beforeEach(async () => {
  proxy = await cuttingProxy()
  run = await streamedRun()
  path = `/api/runs/${run.id}/events`
})
test.afterEach(async () => {
  await run.remove()
  await proxy.close()
})

const behindProxy = (browser: Browser) => browser.newContext({ proxy: { server: proxy.server } })

test('a stream that is cut again and again comes back after 1, 2 and 5 s, each up to a quarter longer; at once when the browser is online or the tab is seen again', async ({
  browser,
}) => {
  const context = await behindProxy(browser)
  const page = await context.newPage()
  await page.goto(`/runs/${run.id}?tab=log`)
  await expect.poll(() => [proxy.openCount(path), proxy.openCount(tray)]).toEqual([1, 1])
  const cutAt = Date.now()
  proxy.breakLine(true)
  await expect.poll(() => Math.min(proxy.of(path).length, proxy.of(tray).length), { timeout: 30_000, intervals: [50] }).toBe(4)
  const gapsOf = (of: string) => {
    const times = [
      cutAt,
      ...proxy
        .of(of)
        .map(({ at }) => at)
        .slice(1),
    ]
    return waits.map((_, index) => (times[index + 1] ?? 0) - (times[index] ?? 0))
  }
  const [ofRun, ofTray] = [gapsOf(path), gapsOf(tray)]
  for (const gaps of [ofRun, ofTray])
    for (const [index, wait] of waits.entries()) {
      expect(gaps[index], `${gaps}`).toBeGreaterThanOrEqual(wait)
      expect(gaps[index], `${gaps}`).toBeLessThanOrEqual(wait * 1.25 + onTheWayMs)
    }
  expect(Math.max(...ofRun.map((gap, index) => Math.abs(gap - (ofTray[index] ?? 0)))), 'no two come back together').toBeGreaterThan(20)

  await expect(page.getByText(/Trying again in (?:9|1\d) s\./)).toBeVisible()
  await context.setOffline(true)
  const onlineAt = Date.now()
  await context.setOffline(false)
  await expect.poll(() => proxy.of(path).length, { intervals: [20] }).toBe(5)
  expect((proxy.of(path).at(-1)?.at ?? 0) - onlineAt).toBeLessThanOrEqual(onTheWayMs)

  await expect(page.getByText(/Trying again in (?:2\d|3\d) s\./)).toBeVisible()
  await putAway(page, true)
  proxy.breakLine(false)
  const backAt = Date.now()
  await putAway(page, false)
  await expect.poll(() => proxy.openCount(path), { intervals: [20] }).toBe(1)
  expect((proxy.of(path).at(-1)?.at ?? 0) - backAt).toBeLessThanOrEqual(onTheWayMs)
  await expect(page.getByText(/Live updates lost/)).toHaveCount(0)
  await context.close()
})

test('a log that is cut in the middle of its words has each line once, and none was to be read again', async ({ browser, page: other }) => {
  const context = await behindProxy(browser)
  const page = await context.newPage()
  const readAgain: string[] = []
  page.on('request', (request) => request.url().endsWith('/control_room/log') && readAgain.push(request.postData() ?? ''))
  await page.goto(`/runs/${run.id}?tab=log`)
  for (let cuts = 1; cuts <= 8; cuts += 1) {
    await expect.poll(() => proxy.openCount(path)).toBe(1)
    proxy.cutWithin(path)
    await run.say(5)
    await expect.poll(() => proxy.openCount(path), { intervals: [20] }).toBe(0)
    // The browser says so when it is told that there is a network again.
    await expect(async () => {
      await page.evaluate(() => window.dispatchEvent(new Event('online')))
      expect(proxy.of(path).length).toBe(cuts + 1)
    }).toPass({ intervals: [50] })
  }
  const lines = page.locator('[data-line]')
  await expect(page.locator('[data-line="40"]')).toBeVisible()
  expect(readAgain).toEqual([])
  const shown = await lines.evaluateAll((all) => all.map((row) => [Number(row.getAttribute('data-line')), row.textContent] as const))
  const known = await logOf(other, run.id)
  expect(known.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1))
  expect(shown.map(([number]) => number).sort((a, b) => a - b)).toEqual(known.map(({ number }) => number))
  // A page prints a record from its logger on.
  for (const [number, text] of shown) expect(text).toContain(known[number - 1]?.text.replace(/^.* db /, ''))
  const resumed = proxy.of(path).map(({ lastId }) => lastId)
  expect(resumed).toEqual(resumed.toSorted((a, b) => a - b))
  await context.close()
})

test('eight tabs have one stream for their trays; the tab that is seen has one of its own, and hidden ones let go', async ({ browser }) => {
  const context = await behindProxy(browser)
  const tabs: Page[] = []
  for (let count = 1; count <= 8; count += 1) {
    const last = tabs.at(-1)
    if (last) await putAway(last, true)
    const tab = await context.newPage()
    await tab.clock.install()
    await tab.goto(`/runs/${run.id}?tab=log`)
    await expect(tab.getByRole('banner').getByRole('button', { name: /^Runs, (?:none|\d)/ })).toBeVisible()
    expect(proxy.openCount(tray), `${count} tabs`).toBe(1)
    await last?.clock.fastForward(11_000)
    await expect.poll(() => [proxy.openCount(path), proxy.openCount(tray)], `${count} tabs`).toEqual([1, 1])
    tabs.push(tab)
  }
  const [first, last] = [tabs[0], tabs[7]]
  if (!first || !last) throw new Error('There are eight tabs.')
  await putAway(last, true)
  await last.clock.fastForward(11_000)
  await expect.poll(() => proxy.openCount(), 'nobody looks').toBe(0)
  await putAway(first, false)
  await expect.poll(() => [proxy.openCount(path), proxy.openCount(tray)]).toEqual([1, 1])
  await context.close()
})
