import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { pressPair } from './by-keys.ts'
import { open } from './look.ts'
import { production, staging, startOdoo } from './odoo.fixture.ts'

test.setTimeout(180_000)

const host = () => new URL(process.env.E2E_ODOO ?? '').host
const band = (page: Page) => page.getByRole('complementary', { name: 'Environment' })
const switcher = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^Environment/ })
const choices = (page: Page) => page.getByRole('list', { name: 'Environments' }).getByRole('button')
const edgeOf = (page: Page) => page.locator('#content').evaluate((content) => getComputedStyle(content).boxShadow)

/** Asks everything anew, from Settings, and waits for the end of that run. */
async function check(page: Page): Promise<void> {
  await open(page, '/settings/environments')
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Test', exact: true }).click()
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', /^succeeded/, { timeout: 60_000 })
}

/** An environment's row in Settings, as it is told now. */
async function rowOf(page: Page, name: string) {
  await open(page, '/settings/environments')
  return page.getByRole('main').getByRole('list', { name: 'Environments' }).getByRole('listitem').filter({ hasText: name })
}

test('an Odoo is Unknown, Healthy once it answered, and Down when it is away: never healthy because nothing was heard', async ({
  page,
}) => {
  const unknown = await rowOf(page, production)
  await expect(page.getByRole('region', { name: 'What answers' })).toContainText('Not checked yet.')
  await expect(unknown).toContainText('PRODUCTION')
  await expect(unknown).toContainText('Unknown')
  await expect(unknown).toContainText('Not checked yet.')
  await expect(unknown).toContainText(/Set in config\/agent\.yml, line \d+/)
  const odoo = await startOdoo()
  await check(page)
  await expect(await rowOf(page, production)).toContainText(/Healthy.*Odoo listens, and its PostgreSQL server answers\./)
  await expect(await rowOf(page, staging)).toContainText(/Healthy.*Odoo 16\.0Odoo listens\./)
  await open(page, '/')
  const cards = page.getByRole('region', { name: 'Environments' }).getByRole('listitem')
  await expect(cards).toHaveText([
    /^PRODUCTIONproductionHealthHealthyIn stepUnknown.*Checked/,
    /^STAGINGstaging\/mainHealthHealthyIn stepUnknown/,
  ])
  await odoo.stop()
  await check(page)
  const down = await rowOf(page, production)
  await expect(down).toContainText(`${host()} refuses the connection: nothing listens there.`)
  await expect(down).not.toContainText('Healthy')
  await open(page, '/')
  await expect(cards).toHaveText([/^PRODUCTIONproductionHealthDown/, /^STAGINGstaging\/mainHealthDown/])
  await expect(page.getByRole('list', { name: 'What needs you' }).getByRole('listitem').first()).toContainText('production is down')
  await switcher(page).click()
  await expect(choices(page)).toHaveText([/^PRODUCTION.*Down$/, /^STAGING.*Down$/, 'All'])
  await expect(choices(page).nth(0)).not.toContainText(`${host()}/staging`)
  await expect(choices(page).nth(1), 'two of one host are told apart by their paths').toContainText(`${host()}/staging`)
  const again = await startOdoo()
  await check(page)
  await expect(await rowOf(page, production)).toContainText('Healthy')
  await again.stop()
})

test('production is chosen by keys, and band, edge, tab and dialogs say so on every page until it is let go of', async ({ page }) => {
  await open(page, '/runs?filter=status%3Aopen')
  const heading = page.getByRole('heading', { level: 1 })
  const before = await heading.boundingBox()
  await page.keyboard.press('Shift+E')
  await expect(choices(page).last()).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\?filter=status%3Aopen&environment=production$/)
  await expect(band(page)).toHaveText(`PRODUCTION - ${host()} - changes here reach customers`)
  expect(await band(page).evaluate((element) => element.getBoundingClientRect().height)).toBe(28)
  const after = await heading.boundingBox()
  expect([after?.x, after?.width], 'the edge takes no room').toEqual([before?.x, before?.width])
  const marked = async () => {
    await expect(band(page)).toBeVisible()
    await expect(page).toHaveTitle(/^PROD (?!PROD)/)
    // A square, whatever its shape says of what is open.
    const icons = () => page.locator('link[rel="icon"]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    await expect.poll(async () => (await icons()).every((href) => href.includes('rx%3D%220%22'))).toBe(true)
    expect(await edgeOf(page)).toContain('4px 0px 0px 0px inset')
  }
  await marked()
  await page.getByRole('navigation', { name: 'Places' }).first().getByRole('link', { name: 'CI' }).click()
  await expect(page).toHaveURL(/\/ci\?environment=production$/)
  await expect(heading).toHaveText('CI')
  await marked()
  await pressPair(page, 'g', ',')
  await expect(page).toHaveURL(/\/settings\/project\?environment=production$/)
  await page.getByRole('link', { name: 'Members' }).click()
  await expect(page).toHaveURL(/\/settings\/members\?environment=production$/)
  await marked()
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(keys).toContainText(`PRODUCTION - ${host()}`)
  await expect(keys).toContainText('Choose an environment')
  await page.keyboard.press('Escape')
  await switcher(page).click()
  await choices(page).last().click()
  await expect(page).toHaveURL(/\/settings\/members$/)
  await expect(band(page)).toHaveCount(0)
  await expect(page).not.toHaveTitle(/PROD/)
  expect(await edgeOf(page)).toBe('none')
  await page.goBack()
  await marked()
})

test('the first paint of the server has band and edge, with no script at all', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: process.env.E2E_SESSION ?? '' })
  const page = await context.newPage()
  await page.goto('/ci?environment=production')
  await expect(band(page)).toBeVisible()
  expect(await edgeOf(page)).toContain('4px 0px 0px 0px inset')
  await context.close()
})

test('another stage has its word and no band, a name with a slash goes along, and an unknown name is told', async ({ page }) => {
  await open(page, '/ci')
  await switcher(page).click()
  await choices(page).filter({ hasText: staging }).click()
  await expect(page).toHaveURL(/\/ci\?environment=staging%2Fmain$/)
  await expect(switcher(page)).toContainText('STAGING')
  await page.getByRole('navigation', { name: 'Places' }).first().getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Activity')
  await expect(switcher(page)).toContainText(staging)
  await expect(band(page)).toHaveCount(0)
  await open(page, '/ci?environment=nope')
  await expect(page.getByText("No environment called 'nope'. There are production, staging/main.")).toBeVisible()
  await expect(switcher(page)).toContainText('All')
  await expect(band(page)).toHaveCount(0)
  expect(await edgeOf(page)).toBe('none')
  await expect(page).not.toHaveTitle(/PROD/)
})

test('axe finds nothing serious with the band and the choice open, light or dark, and 360 px fit', async ({ page, browser }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const path of ['/?environment=production', '/settings/environments?environment=production', '/ci?environment=nope']) {
      await open(page, path)
      await switcher(page).click()
      await expect(choices(page).first()).not.toContainText('Asking')
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect
        .soft(
          serious.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
          `${path}, ${colorScheme}`,
        )
        .toEqual([])
    }
  }
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  const small = await phone.newPage()
  for (const environment of [production, staging])
    for (const path of ['/', '/settings/environments']) {
      await open(small, `${path}?environment=${environment}`)
      const overflow = await small.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect.soft(overflow, `${path} of ${environment} scrolls sideways`).toBeLessThanOrEqual(0)
      await small.getByRole('navigation', { name: 'Places' }).last().getByRole('link', { name: 'CI' }).click()
      await expect(small).toHaveURL(/\/ci\?environment=/)
    }
  await phone.close()
})
