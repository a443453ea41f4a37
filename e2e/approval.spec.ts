import { expect, test } from '@playwright/test'
import { seriousFaults } from './faults.ts'
import { open } from './look.ts'
import { person } from './people.fixture.ts'
import { phonePage } from './phone.fixture.ts'
import { expectEnd } from './runs.ts'
import { waitingRun } from './waiting.fixture.ts'

test('a run that waits shows what it asks for; approved with a reason it goes into the queue and runs', async ({ page }) => {
  const run = await waitingRun()
  await open(page, '/')
  await page.getByRole('link', { name: 'Review plan: CI of example main' }).click()
  await page.waitForURL(`**/runs/${run}`)
  await expect(page.getByText(/^Waits for approval by an Operator\. Asked by agent of Dora/)).toBeVisible()
  await expect(page.getByText(/^Run the tests of example main in a fresh environment\..*not isolated from it/)).toBeVisible()
  await expect(page.getByText('because “nightly check”')).toBeVisible()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Approve' }).click()
  const dialog = page.getByRole('dialog', { name: 'CI of example main' })
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  await expect(dialog).toContainText('Run the tests of example main')
  expect(await seriousFaults(page)).toEqual([])
  await dialog.getByLabel('Reason (optional)').fill('as agreed this morning')
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await expectEnd(page, 'succeeded')
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await page.goto('/audit?what=run.approve')
  const record = page
    .getByRole('listitem')
    .filter({ hasText: run.slice(0, 8) })
    .first()
  await record.locator('summary').click()
  await expect(record).toContainText('as agreed this morning')
})

test('refused with a reason it ends, and says by whom and why', async ({ browser, page }) => {
  const run = await waitingRun()
  await open(page, `/runs/${run}`)
  await page.getByRole('button', { name: 'Refuse' }).click()
  const dialog = page.getByRole('dialog', { name: 'Refuse this run' })
  await dialog.getByLabel('Reason (optional)').fill('not tonight')
  await dialog.getByRole('button', { name: 'Refuse run' }).click()
  await expectEnd(page, 'cancelled')
  await expect(page.getByText(/^Refused by .* before it began, because “not tonight”\.$/).first()).toBeVisible()
  const other = await waitingRun()
  const phone = await phonePage(browser)
  await open(phone, `/runs/${other}`)
  await expect(phone.getByRole('button', { name: 'Approve' })).toBeInViewport()
  await phone.getByRole('button', { name: 'Refuse' }).click()
  await phone.getByRole('dialog').getByRole('button', { name: 'Refuse run' }).click()
  await expectEnd(phone, 'cancelled')
  await phone.context().close()
})

test('a viewer sees no approve button, with the reason; nor does the server let them', async ({ browser, page }) => {
  const run = await waitingRun()
  await open(page, '/audit')
  const vera = await person(browser, page, 'Vera', 'viewer')
  const { page: theirs } = vera
  await open(theirs, `/runs/${run}`)
  await expect(theirs.getByText(/Approving a run needs role Operator\. Admins: /)).toBeVisible()
  await expect(theirs.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await expect(theirs.getByRole('button', { name: 'Refuse' })).toHaveCount(0)
  await expect(theirs.getByRole('button', { name: 'Cancel' }).first()).toBeDisabled()
  const origin = new URL(theirs.url()).origin
  expect((await theirs.request.post(`/api/runs/${run}/approve`, { headers: { origin } })).status()).toBe(403)
  await page.request.post(`/api/runs/${run}/cancel`, { headers: { origin } })
  await vera.leave()
})
