import { expect, test } from '@playwright/test'
import { manyRuns } from './many-runs.fixture.ts'
import { plantedRuns } from './overview.fixture.ts'

test('a long list grows as somebody gets to its end, holds the rows that are seen, and loses none', async ({ page }) => {
  const remove = await manyRuns(600)
  try {
    await page.goto('/runs?text=CI%20of%20many')
    const list = page.getByRole('region', { name: 'Runs' })
    await expect(list.getByRole('link', { name: 'CI of many 600', exact: true })).toBeVisible()
    const seen = new Set<string>()
    await expect(async () => {
      for (const title of await list.locator('[data-row]').allInnerTexts()) seen.add(title)
      await page.mouse.wheel(0, 1_200)
      expect(seen.has('CI of many 1')).toBe(true)
    }).toPass({ timeout: 60_000, intervals: [60] })
    const missing = Array.from({ length: 600 }, (_, place) => `CI of many ${place + 1}`).filter((title) => !seen.has(title))
    expect(missing).toEqual([])
    expect(await list.locator('[data-row]').count()).toBeLessThanOrEqual(60)
    await expect(list.getByRole('button', { name: 'Older runs' })).toHaveCount(0)

    await page.locator('[data-row]').first().focus()
    const before = await page.evaluate(() => document.activeElement?.textContent)
    await page.keyboard.press('j')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).not.toBe(before)
  } finally {
    await remove()
  }
})

test('passed is passed: those with warnings have a filter of their own', async ({ page }) => {
  const remove = await manyRuns(20)
  try {
    await page.goto('/runs?text=CI%20of%20many')
    const which = page.getByRole('navigation', { name: 'Which runs' })
    await which.getByRole('link', { name: 'Passed' }).click()
    await expect(page.getByRole('link', { name: 'CI of many 10', exact: true })).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'CI of many 9', exact: true })).toBeVisible()
    await which.getByRole('link', { name: 'With warnings' }).click()
    await expect(page.getByRole('link', { name: 'CI of many 10', exact: true })).toBeVisible()
    await expect(page.getByRole('link', { name: 'CI of many 9', exact: true })).toHaveCount(0)
    await expect(page).toHaveURL(/filter=status(:|%3A)warnings%20CI%20of%20many$/)
  } finally {
    await remove()
  }
})

test('Mine is what one has started oneself, and goes along with the other filters', async ({ page }) => {
  const remove = await manyRuns(20)
  try {
    await page.goto('/runs?filter=status%3Apassed')
    const mine = page.getByRole('navigation', { name: 'Which runs' }).getByRole('link', { name: 'Mine' })
    await mine.click()
    await expect(page.getByRole('searchbox', { name: 'Filter runs' })).toHaveValue('status:passed by:"Anna Berger"')
    await expect(mine).toHaveAttribute('aria-current', 'page')
    await mine.click()
    await expect(page.getByRole('searchbox', { name: 'Filter runs' })).toHaveValue('status:passed')
  } finally {
    await remove()
  }
})

test('a filter is typed, stands in the address, falls away part by part, and says what it cannot read', async ({ page }) => {
  const remove = await manyRuns(20)
  try {
    await page.goto('/runs?status=warnings&text=CI%20of%20many')
    const field = page.getByRole('searchbox', { name: 'Filter runs' })
    await expect(field).toHaveValue('status:warnings CI of many')
    const list = page.getByRole('region', { name: 'Runs' })
    await expect(list.locator('[data-row]')).toHaveCount(2)

    // The rows come from the server, before any key is heard.
    await expect(async () => {
      await page.keyboard.press('/')
      await expect(field).toBeFocused({ timeout: 500 })
    }).toPass()
    await field.fill('skill:github_ci_runner by:"many runs" "of many 1" after:2024-01-01')
    await page.keyboard.press('Enter')
    await expect(list.locator('[data-row]')).toHaveCount(11)
    await page.reload()
    await expect(list.locator('[data-row]')).toHaveCount(11)
    const chips = page.getByRole('list', { name: 'Filters' })
    await expect(chips.getByRole('listitem')).toHaveCount(4)
    await chips.getByRole('link', { name: 'Remove "of many 1"' }).click()
    await expect(list.locator('[data-row]')).toHaveCount(20)
    await expect(chips.getByRole('listitem')).toHaveCount(3)
    await page.goBack()
    await expect(list.locator('[data-row]')).toHaveCount(11)

    await field.fill('brnach:main after:soon')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'No filter called' })).toContainText(
      "No filter called 'brnach'. Did you mean branch?",
    )
    await expect(page.getByRole('alert').filter({ hasText: 'No filter called' })).toContainText("'soon' is no time.")
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(list).toHaveCount(0)
    await field.fill('by:nobody branch:none zzzz')
    await page.keyboard.press('Enter')
    await expect(page.getByText('No rows match these 3 filters.')).toBeVisible()
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await expect(page).toHaveURL(/\/runs$/)
    await expect(field).toHaveValue('')

    await page.goto('/ci?filter=skill:control_room')
    await expect(page.getByRole('alert').filter({ hasText: 'alone' })).toContainText(
      'This page lists github_ci_runner alone. Activity lists every skill.',
    )
  } finally {
    await remove()
  }
})

test('CI shows runs that repeat each other as one, marks a commit that both passed and failed, and says how many branches are red', async ({
  page,
}) => {
  const { plant, remove } = await plantedRuns()
  try {
    const red = await plant('failed', 'CI of folded main', { repo: 'folded' }, '1 of 2 tests failed.')
    await plant('failed', 'CI of folded main', { run: red }, '1 of 2 tests failed.', red)
    await page.goto('/ci?filter=folded')
    const rows = page.getByRole('region', { name: 'Runs' }).locator('[data-row]')
    const row = page.getByRole('region', { name: 'Runs' }).getByRole('listitem')
    await expect(rows).toHaveCount(1)
    await expect(row).toContainText('attempt 2')
    await expect(row).not.toContainText('Flaky')
    const count = page.getByRole('navigation', { name: 'Places' }).locator('[data-count=failing_ci]').first()
    await expect(count).toHaveText(/^[1-9]\d*\+?$/)

    const third = await plant('succeeded', 'CI of folded main', { run: red }, '', red)
    await expect(row).toContainText('attempt 2')
    await expect(row).toContainText('Flaky')
    await expect(rows).toHaveCount(1)
    expect(await rows.getAttribute('href')).toContain(third)

    await page.goto('/runs?filter=folded')
    await expect(rows).toHaveCount(3)
  } finally {
    await remove()
  }
})
