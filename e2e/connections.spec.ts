import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { type App, createAdmin, openApp } from './app.fixture.ts'
import { openGithub } from './github.fixture.ts'
import { runOnPage } from './runs.ts'

test.setTimeout(240_000)

let github: Awaited<ReturnType<typeof openGithub>>
let app: App
test.beforeAll(async () => {
  github = await openGithub()
  app = await openApp(github.parts, github.more)
})
test.afterAll(async () => {
  await app?.stop()
  await github?.close()
})

const ties = (page: Page) => page.getByRole('region', { name: 'GitHub', exact: true })

/** Presses a button of the page, agrees to it, and waits for the end of its run. */
async function press(page: Page, verb: 'Check' | 'Repair', sentence: string, end: RegExp): Promise<void> {
  await page.goto('/settings/connections')
  await ties(page).getByRole('button', { name: verb, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(sentence)
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await runOnPage(page)
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', end, { timeout: 80_000 })
  await page.goto('/settings/connections')
}

test('webhook and deploy key are told as missing, made by a repair, and told as well; what GitHub pinged is in the list', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: app.url, storageState: { cookies: [], origins: [] } })
  const page = await context.newPage()
  await createAdmin(page, app.link)
  await page.goto('/settings/connections')
  await expect(ties(page)).toContainText('Not checked yet.')
  await press(page, 'Check', 'Nothing is changed.', /^succeeded/)
  const rows = ties(page).getByRole('listitem')
  await expect(rows).toHaveText([
    /^Wellcrm, sign-inada signs in by a token \(role: admin\)/,
    /^Not wellcrm, webhookThere is none that calls .*\/api\/hooks\/github\./,
    /^Not wellcrm, deploy keyControl room is not there\./,
  ])
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  }
  await press(page, 'Repair', 'Make webhook and deploy key at GitHub of every configured repository', /^succeeded/)
  await github.deliveries.idle()
  await press(page, 'Check', 'Nothing is changed.', /^succeeded/)
  await expect(rows).toHaveText([
    /^Wellcrm/,
    /^Wellcrm, webhook.*was answered with 20\d\./,
    /^Wellcrm, deploy keyControl room is there, for reading\./,
  ])
  await expect(page.getByRole('region', { name: 'Deliveries of GitHub' }).getByRole('listitem').first()).toContainText('ping')
  expect(github.crm.keys.map(({ isReadOnly }) => isReadOnly)).toEqual([true])
  expect(github.violations).toEqual([])
  await context.close()
})
