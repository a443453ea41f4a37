import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { pressPair } from './by-keys.ts'
import { open } from './look.ts'
import { manyRuns } from './many-runs.fixture.ts'
import { expectEnd, startRun } from './runs.ts'

test('the palette goes to pages, verbs and runs by keys alone, copies a command, and does nothing else', async ({ page }) => {
  const run = await startRun(page, 'example', 'main')
  await expectEnd(page, 'succeeded')
  await open(page, '/audit')
  const palette = page.getByRole('dialog', { name: 'Go to' })
  const input = palette.getByRole('combobox')
  await page.keyboard.press('Control+k')
  await expect(input).toBeFocused()
  await page.keyboard.type('activity')
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  }
  await expect(palette.getByRole('option', { name: /Activity/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/runs')

  await page.keyboard.press('Control+k')
  await expect(palette.getByText('Recent')).toBeVisible()
  await page.keyboard.type('create token')
  const verb = palette.getByRole('option', { name: /control_room\.create_token/ })
  await expect(verb).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Control+Enter')
  await expect(palette.getByRole('status')).toHaveText('The command is copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('devops-agent skill run control_room.create_token')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/skills/control_room/create_token')

  await page.keyboard.press('Control+k')
  await page.keyboard.type(`run ${run.slice(0, 6)}`)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/runs/${run.slice(0, 6)}*`)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('zzzz')
  await expect(palette).toContainText("Nothing matches 'zzzz'. Try a branch, a module, a run number or a verb such as restore.")
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
})

test('the palette offers what the page offers, by its dialog, and the settings; single keys can be switched off', async ({ page }) => {
  const remove = await manyRuns(2)
  try {
    await open(page, '/runs/feed00000001')
    const palette = page.getByRole('dialog', { name: 'Go to' })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('rerun')
    await expect(palette.getByRole('option', { name: /Rerun\s*on this page/ })).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(palette).toBeHidden()
    await expect(page.getByRole('dialog').getByText(/fresh environment/)).toBeVisible()
    await page.keyboard.press('Escape')

    await page.keyboard.press('Control+k')
    await page.keyboard.type('profile')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/settings/profile')
    await page.getByRole('checkbox', { name: /Single keys/ }).uncheck()
    await page.getByRole('heading', { name: 'Profile' }).click()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.keyboard.press('Control+k')
    await expect(palette).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('checkbox', { name: /Single keys/ }).check()
    await page.getByRole('heading', { name: 'Profile' }).click()
    await pressPair(page, 'g', 'o')
    await page.waitForURL('/')
  } finally {
    await remove()
  }
})

test('the mode is shown on every page, and what is outside of it says how to get there', async ({ page }) => {
  await open(page, '/ci')
  const mode = page.getByRole('banner').getByRole('button', { name: /^Mode/ })
  const before = (await mode.innerText()).replace(/^Mode\s*/, '')
  await mode.click()
  const list = page.getByRole('list', { name: 'Modes' })
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await list.getByRole('button', { name: 'Switch to CI guard' }).click()
  await expect(mode).toContainText('CI guard')
  await page.reload()
  await expect(mode).toContainText('CI guard')
  await mode.click()
  await list.getByRole('button', { name: `Switch to ${before}` }).click()
  await expect(mode).toContainText(before)
})

test('the bar says where one is, and leads back up', async ({ page }) => {
  await open(page, '/skills/control_room/audit')
  const crumbs = page.getByRole('navigation', { name: 'Breadcrumbs' })
  await expect(crumbs.getByRole('listitem')).toHaveText(['Skills', '›control_room.audit'])
  await crumbs.getByRole('link', { name: 'Skills' }).click()
  await page.waitForURL('**/skills')
  await expect(crumbs.getByRole('listitem')).toHaveText(['Skills'])
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Activity' }).click()
  await expect(crumbs.getByRole('listitem')).toHaveText(['Activity'])
})
