import { expect, test } from '@playwright/test'
import { phonePage } from './phone.fixture.ts'
import { hostileRepository, slowRepository } from './repositories.fixture.ts'
import { expectEnd, logOf, startRun } from './runs.ts'

let id = ''
let needle = 0

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage()
  id = await startRun(page, hostileRepository())
  await expectEnd(page, 'succeeded')
  needle = (await logOf(page, id)).find(({ text }) => text.includes('the needle is here'))?.number ?? 0
  await page.close()
})

test('only a few of many lines are in the page', async ({ page }) => {
  await page.goto(`/runs/${id}?tab=log`)
  await expect(page.locator('[data-line="1"]')).toBeVisible()
  expect(needle).toBeGreaterThan(400)
  expect(await page.locator('[data-line]').count()).toBeLessThan(120)
})

test('search finds a line, marks it and goes round with n', async ({ page }) => {
  await page.goto(`/runs/${id}?tab=log`)
  await page.keyboard.press('/')
  await page.getByLabel('Search the log').fill('NEEDLE is')
  await page.keyboard.press('Enter')
  await expect(page.locator(`[data-line="${needle}"] mark`)).toHaveText('needle is')
  await expect(page.getByText('1 of 1')).toBeVisible()
  await page.getByLabel('Search the log').fill('filler 39')
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await expect(page.getByText(/^\d+ of 11$/)).toBeVisible()
})

test('a permalink opens at its line in a new page, and y copies it', async ({ page, context }) => {
  await page.goto(`/runs/${id}?tab=log#L${needle}`)
  const line = page.locator(`[data-line="${needle}"]`)
  await expect(line).toBeInViewport()
  await expect(line).toContainText('the needle is here')
  await page.getByRole('link', { name: `Line ${needle - 1}`, exact: true }).click()
  await page.keyboard.press('y')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(new RegExp(`/runs/${id}\\?tab=log#L${needle - 1}$`))
  const other = await context.newPage()
  await other.goto(copied)
  await expect(other.locator(`[data-line="${needle - 1}"]`)).toBeInViewport()
  await other.close()
})

test('while a log is followed its newest line is in sight, whole, on a desk or on a phone', async ({ page, browser }) => {
  test.setTimeout(120_000)
  const live = await startRun(page, slowRepository(60, 1))
  const phone = await phonePage(browser)
  await phone.goto(`/runs/${live}`)
  const bar = phone.getByRole('button', { name: 'Cancel', exact: true }).last()
  const endOf = async (view: typeof page) => {
    const log = view.getByRole('log')
    const rest = await log.evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight)
    const box = await log.locator('[data-line]').last().boundingBox()
    return { rest, bottom: box ? box.y + box.height : Number.POSITIVE_INFINITY }
  }
  for (const count of [12, 18]) {
    for (const view of [page, phone]) {
      await expect(
        view
          .locator('[data-line]')
          .filter({ hasText: `number ${count}` })
          .first(),
      ).toBeInViewport({ ratio: 1, timeout: 60_000 })
      await expect.poll(async () => (await endOf(view)).rest).toBeLessThan(2)
    }
    expect((await endOf(page)).bottom).toBeLessThanOrEqual(860)
    const top = (await bar.boundingBox())?.y ?? 0
    expect(top).toBeGreaterThan(0)
    expect((await endOf(phone)).bottom).toBeLessThanOrEqual(top)
  }
  await phone.context().close()
  await page.keyboard.press('c')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Cancel/ })
    .click()
  await expectEnd(page, 'cancelled')
})

test('what a terminal would act on is text or nothing', async ({ page }) => {
  const dialogs: string[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  await page.goto(`/runs/${id}?tab=log&find=a%20link`)
  await page.getByRole('button', { name: 'Next match' }).click()
  const line = page.locator('[data-line]').filter({ hasText: 'a link and <img src=x onerror=alert(1)>' }).first()
  await expect(line).toBeVisible()
  await expect(page.getByRole('log').locator('img')).toHaveCount(0)
  await expect(page.getByRole('log').locator('a[href^="javascript"]')).toHaveCount(0)
  await page.getByLabel('Search the log').fill('red words')
  await expect(page.getByRole('search').getByRole('status')).toHaveText(/^\d+ of \d+$/)
  expect(dialogs).toEqual([])
})

test('a step narrows the log, and stands in the address', async ({ page }) => {
  await page.goto(`/runs/${id}`)
  await page.locator('[data-step="test"] a').click()
  await expect(page).toHaveURL(/\?tab=log&step=test$/)
  await expect(page.getByRole('button', { name: /show all steps/ })).toBeVisible()
  const first = await page.locator('[data-line]').first().getAttribute('data-line')
  expect(Number(first)).toBeGreaterThan(1)
  await page.reload()
  await expect(page.locator(`[data-line="${first}"]`)).toBeVisible()
})
