import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { seriousFaults } from './faults.ts'
import { doors, open, pagesToSee, type Shown } from './look.ts'
import { askDatabase } from './odoo-runs.fixture.ts'
import { withoutAudit } from './overview.fixture.ts'
import { person } from './people.fixture.ts'
import { waitingRun } from './waiting.fixture.ts'

test.setTimeout(240_000)

let pages: Shown[] = []
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  const page = await browser.newPage()
  pages = await pagesToSee(page)
  await page.close()
})

/** What axe finds by all of its rules, or only by those that look at colours. */
async function faultsOf(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules === 'all' ? axe : axe.withRules(colours)).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`))
}

const colours = ['color-contrast', 'link-in-text-block']

/** A theme changes the colours and nothing else: the second is asked for them alone. */
async function expectNoFaults(page: Page, shown: readonly Shown[]) {
  for (const { name, path } of shown) {
    await page.emulateMedia({ colorScheme: 'light' })
    await open(page, path)
    expect.soft(await faultsOf(page), `${name}, light`).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('html')).toHaveClass(/dark/)
    await page.waitForFunction(() => !document.getAnimations().some((one) => one instanceof CSSTransition))
    expect.soft(await faultsOf(page, 'colours'), `${name}, dark`).toEqual([])
  }
}

for (const half of [0, 1])
  test(`axe finds nothing serious on any page, light or dark, half ${half + 1}`, async ({ page }) => {
    await expectNoFaults(
      page,
      pages.filter((_, place) => place % 2 === half),
    )
  })

test('nor where something is wrong: a filter, a session, a page; nor on a run that waits', async ({ page, browser }) => {
  const waiting = await waitingRun()
  for (const [name, path] of [
    ['a filter that is none', '/runs?filter=brnach:x'],
    ['a run that waits', `/runs/${waiting}`],
  ] as const) {
    await open(page, path)
    expect.soft(await seriousFaults(page), name).toEqual([])
  }
  await page.request.post(`/api/runs/${waiting}/cancel`, { headers: { origin: new URL(page.url()).origin } })
  const giveBack = await withoutAudit()
  try {
    await page.goto('/audit')
    await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
    expect.soft(await seriousFaults(page), 'a page that failed').toEqual([])
  } finally {
    await giveBack()
  }
  const ana = await person(browser, page, 'Ana', 'viewer')
  await open(ana.page, '/evidence')
  await askDatabase('delete from "Session" where id = (select id from "Session" order by "createdAt" desc limit 1)')
  await ana.page.getByText('Your session ended.').waitFor()
  expect.soft(await seriousFaults(ana.page), 'a session that ended').toEqual([])
  await ana.leave()
})

test('nor in dialogs and menus', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await open(page, '/ci')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('dialog').waitFor()
    expect.soft(await faultsOf(page), `plan, ${colorScheme}`).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /theme and sign-out/i }).click()
    await page.getByRole('radio', { name: 'Dark' }).waitFor()
    expect.soft(await faultsOf(page), `menu, ${colorScheme}`).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Mode/ }).click()
    await page.getByRole('list', { name: 'Modes' }).waitFor()
    expect.soft(await faultsOf(page), `modes, ${colorScheme}`).toEqual([])
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: /control_room\.create_token/ }).waitFor()
    expect.soft(await faultsOf(page), `palette, ${colorScheme}`).toEqual([])
  }
})

test('at 320 px no page scrolls sideways, and every control is large enough to touch', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  for (const { name, path } of [...pages, ...doors]) {
    if (name === 'sign-in') await context.clearCookies()
    await open(page, path)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect.soft(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, select, input:not([type=hidden])')].flatMap((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width > 0 && (width < 24 || height < 24) ? [`${element.tagName} ${element.textContent} ${width}x${height}`] : []
      }),
    )
    expect.soft(small, `${name} has small targets`).toEqual([])
  }
  await context.close()
})

test('the doors are clean too', async ({ browser }) => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  await expectNoFaults(await context.newPage(), doors)
  await context.close()
})

test('a theme that was chosen stays, and nothing breaks the content policy', async ({ page }) => {
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  await open(page, '/ci')
  await page.getByRole('button', { name: /theme and sign-out/i }).click()
  await page.getByRole('radio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await page.reload()
  await expect(page.locator('html')).toHaveClass(/dark/)
  expect(faults).toEqual([])
})
