import { expect, type Page, test } from '@playwright/test'
import { askDatabase, odooRun } from './odoo-runs.fixture.ts'

const mostMs = 5_000
const mostTaps = 3

/** The slow 4G of Lighthouse and DevTools: 150 ms to and fro and 1.6 Mbit/s, as they are for one request. */
const slow4G = { offline: false, latency: 562.5, downloadThroughput: 1_474.56 * 128, uploadThroughput: 675 * 128 }

async function onSlowLine(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', slow4G)
}

test('at night, on a phone with a slow line, the line that says why a main branch is red is three taps and five seconds from the overview', async ({
  browser,
}) => {
  const id = await odooRun('failing')
  await askDatabase(`update "Run" set input = '{"repo": "night"}', title = 'CI of the night' where id = $1`, [id])
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'dark' })
  const page = await context.newPage()
  let taps = 0
  const tap = (name: RegExp, role: 'link' | 'button' = 'link') => {
    taps += 1
    return page.getByRole('main').getByRole(role, { name }).first().tap()
  }
  await onSlowLine(page)
  await page.goto('/')
  await expect(page.getByRole('button', { name: /^Runs, (?:none|\d)/ })).toBeVisible()
  const began = Date.now()
  await tap(/^Open: CI of the night$/)
  await tap(/^Log/)
  await tap(/^Next error$/, 'button')
  const line = page.locator('[data-line="12"]')
  await expect(line).toContainText('FAIL: TestLoan.test_a_loan_is_due_after_its_days')
  await expect(line).toBeInViewport()
  const took = Date.now() - began
  expect(taps).toBeLessThanOrEqual(mostTaps)
  expect(took).toBeLessThanOrEqual(mostMs)
  await context.close()
  // Somebody's own branch from now on, which needs nobody.
  await askDatabase(`update "Run" set input = '{"repo": "night", "branch": "own"}' where id = $1`, [id])
})
