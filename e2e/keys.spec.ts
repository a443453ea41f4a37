import { expect, type Page, test } from '@playwright/test'
import { pressPair } from './by-keys.ts'
import { open } from './look.ts'
import { slowRepository } from './repositories.fixture.ts'
import { expectEnd, startRun } from './runs.ts'

const places = [
  ['o', '/'],
  ['a', '/runs'],
  ['c', '/ci'],
  ['e', '/evidence'],
  ['d', '/layout-check'],
  ['h', '/audit'],
  [',', '/settings/project'],
] as const

/** From a run, `g` and a letter lead to a place and open no dialog; a letter that leads nowhere does nothing at all. */
async function expectPairs(page: Page, run: string): Promise<void> {
  for (const [letter, path] of places) {
    await open(page, `/runs/${run}`)
    await page.locator('main [data-status]').waitFor()
    await pressPair(page, 'g', letter)
    await page.waitForURL((url) => url.pathname === path)
    await expect(page.getByRole('dialog'), `g ${letter}`).toHaveCount(0)
  }
  await open(page, `/runs/${run}`)
  await page.locator('main [data-status]').waitFor()
  for (const letter of ['r', 'j', 'f', 'w', 'z']) {
    await pressPair(page, 'g', letter)
  }
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(new URL(page.url()).pathname).toBe(`/runs/${run}`)
}

test('g and a letter go to a place from a run that runs, and cancel nothing', async ({ page }) => {
  test.setTimeout(120_000)
  const run = await startRun(page, slowRepository(90, 1))
  await expectPairs(page, run)
  const cancel = page.getByRole('dialog', { name: 'Cancel this run' })
  await page.keyboard.press('c')
  await expect(cancel, 'the letter alone still is the cancel').toBeVisible()
  await page.keyboard.press('Escape')
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Runs, / })
    .click()
  await page.getByRole('list', { name: 'Runs running or waiting' }).waitFor()
  await page.keyboard.press('c')
  await expect(cancel, 'not while the tray is open, which has a cancel of its own').toBeHidden()
  await page.keyboard.press('Escape')
  await page.keyboard.press('c')
  await cancel.getByRole('button', { name: 'Cancel run' }).click()
  await expectEnd(page, 'cancelled')
})

test('g and a letter go to a place from a run that has ended, and repeat nothing', async ({ page }) => {
  test.setTimeout(120_000)
  const run = await startRun(page, 'example', 'main')
  await expectEnd(page, 'succeeded')
  await expectPairs(page, run)
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog', { name: /^CI again/ })).toBeVisible()
})
