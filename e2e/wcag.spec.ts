import { expect, type Locator, test } from '@playwright/test'
import { admin } from './admin.ts'
import { tabTo } from './by-keys.ts'
import { open } from './look.ts'
import { manyRuns } from './many-runs.fixture.ts'
import { odooRun } from './odoo-runs.fixture.ts'

// What WCAG 2.2 AA asks and axe does not look for.
const leastPx = 24

let remove: () => Promise<void>
let run = ''
test.beforeAll(async () => {
  remove = await manyRuns(60)
  run = `/runs/${await odooRun('failing')}`
})
test.afterAll(() => remove())

const pages = () => [
  '/',
  '/ci',
  '/runs',
  run,
  `${run}?tab=tests`,
  `${run}?tab=log`,
  `${run}?tab=calls`,
  '/layout-check',
  '/audit',
  '/evidence',
  '/skills',
  '/skills/github_ci_runner/run',
  '/settings/project',
  '/settings/environments',
  '/settings/members',
  '/settings/tokens',
  '/settings/api',
  '/settings/sessions',
  '/settings/profile',
]

/**
 * Controls that a pointer may miss, by 2.5.8: smaller than they should be, and a circle of that size around them touches another control.
 * Words within a sentence are free of it; so are the numbers of a log's lines (docs/PROOF.md).
 */
function smallTargets(least: number): string[] {
  /** A link whose row is all its own, by what lies over the row; a box or a dot within its label. */
  const areaOf = (one: Element) => {
    const over = getComputedStyle(one, '::after')
    if (over.position === 'absolute' && over.content !== 'none') return one.closest('li') ?? one
    return one instanceof HTMLInputElement && /radio|checkbox/.test(one.type) ? (one.closest('label') ?? one) : one
  }
  const isInSentence = (one: Element) =>
    getComputedStyle(one).display === 'inline' && (one.parentElement?.innerText ?? '').trim() !== (one.textContent ?? '').trim()
  const controls = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="radio"]'
  const all = [...document.querySelectorAll(controls)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && getComputedStyle(one).clipPath === 'none')
    .map((one) => ({ one, area: areaOf(one).getBoundingClientRect() }))
  const isSmall = ({ width, height }: DOMRect) => width < least || height < least
  const isNear = (area: DOMRect, other: DOMRect) => {
    const [x, y] = [area.x + area.width / 2, area.y + area.height / 2]
    const [dx, dy] = [x - Math.min(Math.max(x, other.left), other.right), y - Math.min(Math.max(y, other.top), other.bottom)]
    return Math.hypot(dx, dy) < least / 2
  }
  return all.flatMap(({ one, area }) => {
    if (!isSmall(area) || one.closest('[data-line]') || isInSentence(one)) return []
    const near = all.find((other) => other.one !== one && !other.one.contains(one) && isNear(area, other.area))
    return near
      ? [`${one.outerHTML.slice(0, 90)} ${Math.round(area.width)} x ${Math.round(area.height)} beside ${near.one.textContent}`]
      : []
  })
}

test('on each page what can be pressed is 24 px large, and the first Tab offers the way past the places', async ({ page }) => {
  for (const path of pages()) {
    await open(page, path)
    expect.soft(await page.evaluate(smallTargets, leastPx), path).toEqual([])
    await page.keyboard.press('Tab')
    await expect.soft(page.getByRole('link', { name: 'Skip to the content' }), path).toBeFocused()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect.soft(await page.evaluate(() => document.activeElement?.closest('main')?.id), path).toBe('content')
  }
})

/** What has the focus and is covered by something that it is not part of, by five points of it. */
function covered(): string | null {
  const one = document.activeElement
  if (!one || one === document.body) return null
  const { left, right, top, bottom } = one.getBoundingClientRect()
  const points = [
    [(left + right) / 2, (top + bottom) / 2],
    [left + 2, top + 2],
    [right - 2, top + 2],
    [left + 2, bottom - 2],
    [right - 2, bottom - 2],
  ] as const
  const isSeen = points.some(([x, y]) => {
    const hit = document.elementFromPoint(x, y)
    return hit !== null && (one.contains(hit) || hit.contains(one) || (one instanceof HTMLInputElement && one.labels?.[0]?.contains(hit)))
  })
  return isSeen ? null : one.outerHTML.slice(0, 120)
}

for (const [device, viewport] of [
  ['a desk', { width: 1280, height: 620 }],
  ['a phone', { width: 360, height: 640 }],
] as const)
  test(`the focus is never under a bar that sticks, down a long page and up again, on ${device}`, async ({ page }) => {
    await page.setViewportSize(viewport)
    for (const path of ['/runs?filter=%22CI%20of%20many%22', `${run}?tab=tests`, '/settings/members?environment=production']) {
      await open(page, path)
      for (const key of ['Tab', 'Shift+Tab'])
        for (let presses = 0; presses < 45; presses += 1) {
          await page.keyboard.press(key)
          expect.soft(await page.evaluate(covered), `${path}, ${key} ${presses}`).toBeNull()
        }
    }
  })

test('what is closed gives the focus back to what opened it', async ({ page }) => {
  await open(page, '/ci')
  const banner = page.getByRole('banner')
  const opened = async (opener: Locator, shown: Locator) => {
    await tabTo(page, opener)
    await page.keyboard.press('Enter')
    await expect(shown).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(shown).toBeHidden()
    await expect(opener).toBeFocused()
  }
  await opened(banner.getByRole('button', { name: /^Environment/ }), page.getByRole('list', { name: 'Environments' }))
  await opened(banner.getByRole('button', { name: /^Mode/ }), page.getByRole('list', { name: 'Modes' }))
  await opened(banner.getByRole('button', { name: /^Search/ }), page.getByRole('dialog', { name: 'Go to' }))
  await opened(banner.getByRole('button', { name: /^Runs,/ }), page.getByText('Nothing is running or waiting.'))
  await opened(banner.getByRole('button', { name: /theme and sign-out/i }), page.getByRole('radio', { name: 'Dark' }))
  await opened(page.getByRole('main').getByRole('button', { name: 'Run', exact: true }), page.getByRole('dialog'))
  for (const [key, shown] of [
    ['Control+k', page.getByRole('dialog', { name: 'Go to' })],
    ['?', page.getByRole('dialog', { name: 'Keys' })],
    ['Shift+E', page.getByRole('list', { name: 'Environments' })],
  ] as const) {
    const row = page.locator('[data-row]').first()
    await tabTo(page, row)
    await page.keyboard.press(key)
    await expect(shown).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(row, key).toBeFocused()
  }
})

test('a row that goes away passes the focus to the one below it', async ({ page }) => {
  await page.goto('/settings/members')
  const dialog = page.getByRole('dialog')
  for (const name of ['Aaron', 'Abel']) {
    const form = page.getByRole('form', { name: 'Add a member' })
    await form.getByLabel('Name').fill(name)
    await form.getByLabel('E-mail').fill(`${name.toLowerCase()}@example.org`)
    await form.getByRole('button').click()
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByRole('button', { name: `Remove ${name}` })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Remove Aaron' }).click()
  await dialog.getByLabel('Type remove member').fill('remove member')
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('aaron@example.org')).toHaveCount(0)
  await expect(page.getByRole('listitem').filter({ hasText: 'abel@example.org' })).toBeFocused()
})

test.describe('somebody with a password manager', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('pastes what is asked for at sign-in', async ({ page }) => {
    await page.goto('/sign-in')
    const paste = async (text: string, field: Locator) => {
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
      await page.keyboard.press('Control+V')
      await expect(field).toHaveValue(text)
    }
    await paste(admin.email, page.getByLabel('E-mail'))
    await page.keyboard.press('Tab')
    await paste(admin.password, page.getByLabel('Password'))
    await page.keyboard.press('Enter')
    await page.waitForURL('/')
  })
})
