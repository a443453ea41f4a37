import { expect, test } from '@playwright/test'
import { odooRun } from './odoo-runs.fixture.ts'
import { phonePage } from './phone.fixture.ts'
import { expectEnd } from './runs.ts'

test('green with warnings is its own verdict on every page, with a way to the line of the log', async ({ page }) => {
  const id = await odooRun('warning')
  await page.goto(`/runs/${id}`)
  await expect(page).toHaveTitle(/^Passed, 1 new warning: /)
  await expect(page.locator('[data-status]')).toContainText('Passed, 1 new warning')
  await expect(page.getByRole('region', { name: 'Why' })).toHaveCount(0)
  for (const step of await page.locator('[data-step]').all()) await expect(step).not.toHaveAttribute('data-state', 'failed')
  await page.getByRole('link', { name: 'See the warnings' }).click()
  const warnings = page.getByRole('region', { name: 'Warnings' })
  await expect(warnings).toContainText("unknown parameter 'tracking'")
  await expect(warnings).toContainText('1 of 1 warning is new against main (run 4f2a9c81)')
  await expect(warnings.getByRole('listitem')).toContainText('New')
  await warnings.getByRole('link', { name: 'line 9' }).click()
  await expect(page).toHaveURL(/\?tab=log#L9$/)
  await expect(page.locator('[data-line="9"]')).toBeInViewport()
  await expect(page.locator('[data-line="9"]')).toContainText('WARNING')
  await page.goto('/ci')
  const row = page.getByRole('listitem').filter({ hasText: 'example-addons warning' }).first()
  await expect(row).toContainText('Passed, 1 new warning')
  await expect(row, 'the same number stands under its heading').toContainText(/12 passed\s*1\s*15\.4 s/)
})

test('a red run of Odoo opens on the failing test, its modules stand worst first, and each count leads to its rows', async ({ page }) => {
  const id = await odooRun('failing')
  await page.goto(`/runs/${id}`)
  const why = page.getByRole('region', { name: 'Why' })
  await expect(why.getByText('TestLoan.test_a_loan_is_due_after_its_days').first()).toBeInViewport()
  await expect(why.getByText('addons/example_library_loan/tests/test_loan.py:24')).toBeInViewport()
  await expect(why.getByRole('link', { name: 'Open in log' })).toHaveAttribute('href', /\?tab=log&step=test$/)
  const modules = page.locator('[data-module]')
  await expect(modules).toHaveCount(11)
  await expect(modules.first()).toHaveAttribute('data-module', 'example_library_loan')
  await expect(modules.last()).toContainText('Left out')
  await expect(modules.last()).toContainText('Nothing that it depends on has changed.')
  await expect(page.getByText('The 2 modules changed since main and 8 that depend on them; 1 left out.')).toBeVisible()
  await page.getByLabel('Filter modules').fill('part_3')
  await expect(modules).toHaveCount(1)
  await page.getByLabel('Filter modules').fill('')
  await modules.first().getByRole('link', { name: '1 of 2 tests failed' }).click()
  await expect(page).toHaveURL(/\?tab=tests&module=example_library_loan$/)
  const group = page.getByRole('region', { name: 'Tests' }).getByRole('region', { name: 'example_library_loan' })
  await expect(group.getByRole('heading', { name: 'TestLoan' })).toBeVisible()
  await expect(group.getByText('test_a_loan_is_due_after_its_days', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /show all modules/ }).click()
  await expect(page.getByRole('button', { name: /^example_library 3 tests passed/ })).toBeVisible()
})

test('a traceback is folded under its record, opens by key, and is open where a permalink leads to it', async ({ page }) => {
  const id = await odooRun('failing')
  await page.goto(`/runs/${id}?tab=log`)
  const record = page.locator('[data-line="12"]')
  await expect(record).toContainText('FAIL: TestLoan')
  await expect(page.locator('[data-line="13"]')).toHaveCount(0)
  const fold = record.getByRole('button', { name: '+7 lines' })
  await expect(fold).toHaveAttribute('aria-expanded', 'false')
  await fold.focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-line="13"]')).toContainText('Traceback (most recent call last):')
  await record.getByRole('button', { name: 'Hide 7 lines' }).click()
  await expect(page.locator('[data-line="13"]')).toHaveCount(0)
  await page.getByLabel('Search the log').fill('2026, 3, 7')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-line="18"]')).toBeInViewport()
  await page.goto('/ci')
  await page.goto(`/runs/${id}?tab=log#L12`)
  await expect(page.locator('[data-line="18"]')).toContainText('AssertionError')
  await page.getByLabel('Level').selectOption('error')
  await expect(page.locator('[data-line="12"]')).toBeVisible()
  await expect(page.locator('[data-line="11"]')).toHaveCount(0)
})

test('what folds a record covers nothing of what it says, on a desk or on a phone', async ({ page, browser }) => {
  const id = await odooRun('failing')
  const phone = await phonePage(browser)
  for (const view of [page, phone]) {
    await view.goto(`/runs/${id}?tab=log#L12`)
    const line = view.locator('[data-line="12"]')
    const button = await line.getByRole('button', { name: 'Hide 7 lines' }).boundingBox()
    const said = await line.getByText('FAIL: TestLoan.test_a_loan_is_due_after_its_days').boundingBox()
    if (!button || !said) throw new Error('The line or its button is not there.')
    const isBeside = button.x + button.width <= said.x || button.y + button.height <= said.y
    expect(isBeside, JSON.stringify({ button, said })).toBe(true)
    await expect(line.getByText('ERROR', { exact: true })).toBeInViewport()
    await expect(line.locator('time')).toBeInViewport()
  }
  await phone.context().close()
})

test('a record is printed once: its time and its level in their columns, the zone above them, no process and no database', async ({
  page,
}) => {
  const id = await odooRun('failing')
  await page.goto(`/runs/${id}?tab=log#L12`)
  const line = page.locator('[data-line="12"]')
  await expect(line).toHaveText(
    /^12\d\d:\d\d:\d\dERRORHide 7 linesodoo\.addons\.example_library_loan\.tests\.test_loan: FAIL: TestLoan\.\w+$/,
  )
  await expect(
    page
      .getByRole('region', { name: 'Log', exact: true })
      .getByText(/^[A-Z]{3,4}$|^GMT/)
      .first(),
  ).toBeVisible()
  await page.getByLabel('Search the log').fill('run_f00 odoo.tests.stats')
  await page.keyboard.press('Enter')
  await expect(page.locator('mark')).toHaveText('run_f00 odoo.tests.stats')
})

test('times of a log are told in the zone of the browser or in UTC, as the address says', async ({ browser }) => {
  const id = await odooRun('green')
  const context = await browser.newContext({ timezoneId: 'Asia/Kolkata', storageState: process.env.E2E_SESSION ?? '' })
  const page = await context.newPage()
  await page.goto(`/runs/${id}?tab=log`)
  const time = page.locator('[data-line="1"] time')
  const at = new Date((await time.getAttribute('datetime')) ?? '')
  const clock = (shiftMs: number) => new Date(at.getTime() + shiftMs).toISOString().slice(11, 19)
  await expect(time).toHaveText(clock(5.5 * 3_600_000))
  await page.getByRole('button', { name: /: show times in UTC$/ }).click()
  await expect(page).toHaveURL(/tz=utc/)
  await expect(time).toHaveText(clock(0))
  await page.reload()
  await expect(time).toHaveText(clock(0))
  await context.close()
})

test('on a phone an address with a tab opens on it, and every tab is in sight', async ({ browser }) => {
  const id = await odooRun('failing')
  const page = await phonePage(browser)
  await page.goto(`/runs/${id}`)
  await expect(page.getByRole('region', { name: 'Why' })).toBeInViewport()
  for (const tab of ['tests', 'calls', 'evidence']) {
    await page.goto(`/runs/${id}?tab=${tab}`)
    const tabs = page.getByRole('navigation', { name: 'Details of the run' }).getByRole('link')
    for (const each of await tabs.all()) await expect(each).toBeInViewport({ ratio: 1 })
    await expect.poll(async () => (await tabs.first().boundingBox())?.y).toBeLessThan(40)
  }
  await page.goto(`/runs/${id}?tab=tests`)
  const name = page.getByRole('button', { name: /^example_library_loan/ }).getByText('example_library_loan', { exact: true })
  expect((await name.boundingBox())?.height, 'the name of a module has a line of its own').toBeLessThan(30)
  await page.context().close()
})

test('on a phone the assertion is read whole, and the state of the step that is to blame stands beside its name', async ({ browser }) => {
  const page = await phonePage(browser)
  await page.goto(`/runs/${await odooRun('failing')}`)
  const trace = page.getByRole('region', { name: 'Traceback' })
  await trace.getByText('AssertionError: datetime.date(2026, 3, 7) != datetime.date(2026, 3, 6)').scrollIntoViewIfNeeded()
  expect(await trace.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
  await expect(page.getByRole('button', { name: 'Copy as command' })).toBeVisible()
  await page.goto(`/runs/${await odooRun('checks')}`)
  const select = page.getByRole('combobox', { name: 'Step' })
  await expect(select.locator('option:checked')).toHaveText('Step 4 of 8: Check the addons')
  await expect(select.locator('xpath=preceding-sibling::*')).toHaveText('Failed')
  await page.context().close()
})

test('a run that ends before its verdict shows the tests of its modules, and calls none of them green', async ({ page }) => {
  const id = await odooRun('live')
  await page.goto(`/runs/${id}?tab=modules`)
  await expect(page.locator('[data-module="example_library"]')).toContainText('3 tests')
  await expectEnd(page, 'interrupted')
  await expect(page.locator('[data-module="example_library"]')).toContainText('Not judged')
  await expect(page.locator('[data-module]').filter({ hasText: 'Tested' })).toHaveCount(0)
})

test('on a phone, where lines wrap, a permalink still leads to its line', async ({ browser }) => {
  const id = await odooRun('failing')
  const session = process.env.E2E_SESSION ?? ''
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, storageState: session })
  const page = await context.newPage()
  for (const line of [12, 250]) {
    await page.goto('/ci')
    await page.goto(`/runs/${id}?tab=log#L${line}`)
    await expect(page.locator(`[data-line="${line}"]`)).toBeInViewport({ ratio: 1 })
  }
  await context.close()
})

test('a run that the static checks ended says where, and lists what they found', async ({ page }) => {
  const id = await odooRun('checks')
  await page.goto(`/runs/${id}`)
  const why = page.getByRole('region', { name: 'Why' })
  await expect(why).toContainText('The static checks found 2 errors')
  await expect(why.getByText('addons/example_library_loan/__manifest__.py:4')).toBeInViewport()
  await expect(why.getByText('The manifest has no license.')).toBeInViewport()
  for (const step of ['prepare', 'test']) await expect(page.locator(`[data-step="${step}"]`)).toContainText('Skipped')
  const checks = page.getByRole('region', { name: 'Static checks' })
  await expect(checks.getByRole('listitem')).toHaveCount(3)
  await expect(checks.getByRole('listitem').last()).toContainText('Warning')
})
