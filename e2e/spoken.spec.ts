import { expect, type Page, test } from '@playwright/test'
import { streamedRun } from './log-stream.fixture.ts'

/** Notes from now on what a screen reader would speak by itself: each change of a live region that is not off. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const regions = () => [...document.querySelectorAll('[role="status"], [role="alert"], [aria-live]')]
    const isOn = (region: Element) => region.getAttribute('aria-live') !== 'off'
    const known = new Map(regions().map((region) => [region, region.textContent ?? '']))
    new MutationObserver(() => {
      for (const region of regions()) {
        const text = region.textContent ?? ''
        const isNew = known.get(region) !== text
        known.set(region, text)
        if (isNew && text !== '' && isOn(region)) heard.push(text)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => Reflect.get(window, 'heard'))
}

test('of a run that moves fast one change is spoken in ten seconds, politely; its log is not, and its end is not lost', async ({
  page,
}) => {
  const run = await streamedRun()
  try {
    await page.clock.install()
    await page.goto(`/runs/${run.id}?tab=log`)
    await expect(page.getByText('No line yet.')).toBeVisible()
    await expect(page.getByText('live', { exact: true })).toBeVisible()
    const heard = await listen(page)
    for (const step of ['fetch', 'test', 'report']) {
      await run.say(3, 'ERROR')
      await run.tell({ key: step, kind: 'started', step, data: { undoable: false } }, { key: `${step} done`, kind: 'done', step, data: {} })
    }
    await run.tell({ key: 'end', kind: 'finished', data: { status: 'succeeded', cause: null, output: null, left: [] } })
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'succeeded')
    expect((await heard()).length).toBeLessThanOrEqual(1)
    await page.clock.fastForward(10_000)
    await expect.poll(async () => (await heard()).at(-1)).toBe('Done')
    expect((await heard()).length).toBeLessThanOrEqual(2)
    await expect(page.locator('[role="alert"], [aria-live="assertive"]').filter({ hasText: /./ })).toHaveCount(0)
  } finally {
    await run.remove()
  }
})

test('who wants it hears the errors of a log as they come, the last of them with its text; this browser remembers it', async ({ page }) => {
  const run = await streamedRun()
  try {
    await page.goto(`/runs/${run.id}?tab=log`)
    await run.say(3, 'ERROR')
    // What is there when it is asked for is no news.
    await expect(page.locator('[data-line="3"]')).toBeVisible()
    const wish = page.getByRole('button', { name: 'Speak errors' })
    await wish.click()
    const heard = await listen(page)
    await run.say(1, 'INFO')
    await run.say(1, 'ERROR')
    await expect
      .poll(async () => (await heard()).filter((text) => /^Error in line 5: .*ERROR/.test(text)), { timeout: 12_000 })
      .toHaveLength(1)
    expect(
      (await heard()).filter((text) => /in line [1-4]\b/.test(text)),
      'what was there before',
    ).toEqual([])
    await page.reload()
    await expect(wish).toHaveAttribute('aria-pressed', 'true')
  } finally {
    await run.remove()
  }
})

test('an overview on which nothing happens is silent', async ({ page }) => {
  await page.clock.install()
  await page.route('**/api/skills/control_room/attention', (route) =>
    route.fulfill({ json: { rows: [], observedAt: new Date().toISOString() } }),
  )
  await page.goto('/')
  await page.clock.fastForward(6_000)
  await expect(page.getByText('Nothing needs you.')).toBeVisible()
  const heard = await listen(page)
  for (let turns = 0; turns < 5; turns += 1) {
    const read = page.waitForResponse('**/api/skills/control_room/attention')
    await page.clock.fastForward(6_000)
    await read
  }
  expect(await heard()).toEqual([])
})

test('a log is a log whose live reading is off; each of its lines says which one it is, and of how many', async ({ page }) => {
  const run = await streamedRun()
  try {
    await run.say(1_000)
    await page.goto(`/runs/${run.id}?tab=log#L500`)
    const log = page.getByRole('log', { name: 'Lines of the log' })
    await expect(log).toHaveAttribute('aria-live', 'off')
    const line = log.locator('[data-line="500"]')
    await expect(line).toBeInViewport()
    await expect(line).toHaveAttribute('aria-posinset', '500')
    await expect(line).toHaveAttribute('aria-setsize', '1000')
  } finally {
    await run.remove()
  }
})
