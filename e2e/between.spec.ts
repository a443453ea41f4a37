import { expect, type Page, test } from '@playwright/test'
import { seriousFaults } from './faults.ts'
import { open } from './look.ts'
import { askDatabase } from './odoo-runs.fixture.ts'
import { plantedRuns } from './overview.fixture.ts'
import { person } from './people.fixture.ts'
import { slowRepository } from './repositories.fixture.ts'
import { expectEnd, startRun } from './runs.ts'

const ended = 'Your session ended. Sign in again; this page and its filters are kept.'

/** Ends the session that was opened last: that of whoever has just signed in. */
const endLastSession = () => askDatabase('delete from "Session" where id = (select id from "Session" order by "createdAt" desc limit 1)')

/** Whether something stays in the window when the page is scrolled to its end. */
async function expectInSightBelow(page: Page, text: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 320 })
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
  await page.waitForFunction(() => window.scrollY > 60)
  await expect(page.getByText(text)).toBeInViewport()
  await page.setViewportSize({ width: 1280, height: 860 })
}

test('offline is said wherever one reads, and nothing can be changed', async ({ page, context }) => {
  await open(page, '/ci')
  const run = page.getByRole('button', { name: 'Run', exact: true })
  await page.getByLabel('Repository').fill('example')
  await run.click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  await context.setOffline(true)
  await expect(dialog.getByRole('button', { name: 'Run', exact: true })).toBeDisabled()
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Escape')
  await expect(run).toBeDisabled()
  await expect(page).toHaveURL(/\/ci$/)
  expect(await seriousFaults(page)).toEqual([])
  await context.setOffline(false)
  await expect(run).toBeEnabled()
  await open(page, '/settings/members')
  await context.setOffline(true)
  const verbs = ['Add', 'New password for', 'Remove'].map((name) => page.getByRole('button', { name: new RegExp(`^${name}`) }).first())
  for (const verb of verbs) await expect(verb).toBeDisabled()
  await expectInSightBelow(page, 'You are offline. Nothing here is current.')
  await context.setOffline(false)
  await expect(page.getByText('You are offline. Nothing here is current.')).toHaveCount(0)
  for (const verb of verbs) await expect(verb).toBeEnabled()
})

test('a plan that got no answer has begun nothing, and that is said', async ({ page }) => {
  await open(page, '/ci')
  await page.getByLabel('Repository').fill('example')
  await page.route('**/ci', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const told = page.getByRole('alert').filter({ hasText: 'The control room did not answer.' })
  await expect(told).toContainText('Nothing has begun: it was only asked what would happen.')
})

test('that a session ended is said on every page within five seconds; what was typed and the line that was read are there again', async ({
  browser,
  page,
}) => {
  test.setTimeout(150_000)
  await open(page, '/audit')
  const sia = await person(browser, page, 'Sia', 'developer')
  const { page: theirs } = sia
  const live = theirs.getByRole('banner').getByRole('button', { name: /^Runs, \w+ running or waiting$/ })
  const expectSaid = async () => {
    await expect(live).toBeVisible()
    await endLastSession()
    await expect(theirs.getByText(ended)).toBeVisible({ timeout: 5_000 })
  }
  for (const path of ['/audit', '/skills', '/settings/profile']) {
    await open(theirs, path)
    await expectSaid()
    await theirs.getByRole('link', { name: 'Sign in' }).click()
    await sia.signIn()
    await theirs.waitForURL(`**${path}`)
  }
  await open(theirs, '/ci?filter=branch%3Amain#L12')
  await theirs.getByLabel('Repository').fill('typed by Sia')
  await theirs.getByLabel('Branch', { exact: true }).fill('typed too')
  await expectSaid()
  expect(await seriousFaults(theirs)).toEqual([])
  await theirs.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(theirs.getByRole('alert').filter({ hasText: 'Your session ended.' })).toHaveCount(2)
  await expect(theirs.getByLabel('Repository')).toHaveValue('typed by Sia')
  await theirs.getByRole('link', { name: 'Sign in' }).click()
  await sia.signIn()
  await expect(theirs).toHaveURL(/\/ci\?filter=branch%3Amain#L12$/)
  await expect(theirs.getByLabel('Repository')).toHaveValue('typed by Sia')
  await expect(theirs.getByLabel('Branch', { exact: true })).toHaveValue('typed too')
  await expect(theirs.getByText(ended)).toHaveCount(0)
  await sia.leave()
})

test('who would have to wait in line is told for whom, and may leave', async ({ page }) => {
  test.setTimeout(120_000)
  const id = await startRun(page, slowRepository(90, 1))
  await expect(page.locator('[data-step="test"]')).toHaveAttribute('data-state', 'running', { timeout: 60_000 })
  await askDatabase(`update "Run" set lock = 'control room:check' where id = $1`, [id])
  await open(page, '/skills/control_room/check_tools')
  const ask = page.getByRole('region', { name: 'Form' }).getByRole('button', { name: 'Check the tools' })
  await ask.click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(
    new RegExp(`control room check is held by run ${id.slice(0, 8)} \\(run\\), started .* by .*\\. You are 1st in line\\.`),
  )
  expect(await seriousFaults(page)).toEqual([])
  await expect(dialog.getByRole('button', { name: 'Queue anyway' })).toBeEnabled()
  await dialog.getByRole('button', { name: 'Leave' }).click()
  await expect(dialog).toBeHidden()
  await ask.click()
  await dialog.getByRole('link', { name: 'Open run' }).click()
  await page.waitForURL(`**/runs/${id}`)
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click()
  await expectEnd(page, 'cancelled')
})

test('a refused verb stays in sight, greyed, with the reason and who can change that', async ({ browser, page }) => {
  await open(page, '/audit')
  const vic = await person(browser, page, 'Vic', 'viewer')
  const { page: theirs } = vic
  const { plant, remove } = await plantedRuns()
  const failed = await plant('failed', 'CI of refused', { repo: 'x' }, 'It broke.')
  try {
    for (const [path, button, verb] of [
      ['/ci', 'Run', 'github_ci_runner.run'],
      [`/runs/${failed}`, 'Rerun', 'github_ci_runner.rerun'],
      ['/settings/environments', 'Test', 'control_room.check_tools'],
      ['/skills/github_ci_runner/run', 'Run CI', 'github_ci_runner.run'],
    ] as const) {
      await open(theirs, path)
      await expect(theirs.getByRole('button', { name: button, exact: true }), path).toBeDisabled()
      await expect(theirs.getByText(new RegExp(`Using ${verb} needs role Developer\\.`)).first(), path).toBeVisible()
      await expect(theirs.getByText(/Admins: \w+/).first(), path).toBeVisible()
    }
    await open(theirs, `/runs/${failed}`)
    await theirs.keyboard.press('r')
    await expect(theirs.getByRole('dialog')).toHaveCount(0)
    expect(await seriousFaults(theirs)).toEqual([])
  } finally {
    await remove()
    await vic.leave()
  }
})
