import { expect, type Page, test } from '@playwright/test'
import { odooRun } from './odoo-runs.fixture.ts'
import { expectEnd, startRun } from './runs.ts'

let pages: string[] = []
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage()
  const red = await startRun(page, 'example', 'broken')
  await expectEnd(page, 'failed')
  pages = [
    '/',
    '/ci',
    '/runs',
    `/runs/${red}`,
    `/runs/${await odooRun('failing')}`,
    '/settings/members',
    '/modules?view=graph&focus=sale_x',
    '/modules/needs_partner',
    '/layout-check',
    '/audit',
    '/skills/github_ci_runner/run',
  ]
  await page.close()
})

/** What WCAG 2.2 asks a page to bear (1.4.12). */
const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`

/** Controls whose words do not fit into them. */
const cutOff = (page: Page) =>
  page
    .locator('button:visible, a:visible')
    .evaluateAll((all) =>
      all
        .filter(
          (one) =>
            one.scrollWidth > one.clientWidth + 1 && !one.classList.contains('sr-only') && getComputedStyle(one).overflowX !== 'visible',
        )
        .map((one) => one.outerHTML.slice(0, 120)),
    )

test('with the text spacing of WCAG nothing is cut off, and no page scrolls sideways', async ({ page }) => {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 860 })
    for (const path of pages) {
      await page.goto(path)
      await page.evaluate(adopt, spacing)
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), `${path} at ${width} px`).toBeLessThanOrEqual(width)
      expect.soft(await cutOff(page), `${path} at ${width} px`).toEqual([])
    }
  }
})

/** The content policy lets no style in but the page's own: this is how a user's own style comes in. */
function adopt(css: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}

test('who wants less motion sees none that goes on', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const path of pages) {
    await page.goto(path)
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY)
        .map(({ effect }) => (effect instanceof KeyframeEffect ? (effect.target?.outerHTML ?? '').slice(0, 120) : '')),
    )
    expect.soft(moving, path).toEqual([])
  }
})

test('in the colours of the system a focus is seen, and a status is its word and its shape', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  for (const path of pages) {
    await page.goto(path)
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab')
      const outline = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
        const after = getComputedStyle(document.activeElement ?? document.body, '::after')
        return [outlineStyle, outlineWidth, after.outlineStyle]
      })
      expect.soft(outline[0] !== 'none' || outline[2] !== 'none', `${path}, ${step}`).toBe(true)
    }
  }
  await page.goto('/ci')
  await expect(page.locator('[data-value]').filter({ hasText: 'Failed' }).locator('svg').first()).toBeVisible()
})
