import { expect, test } from '@playwright/test'
import { manyRuns } from './many-runs.fixture.ts'

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
    await expect(page).toHaveURL(/status=warnings&text=CI%20of%20many/)
  } finally {
    await remove()
  }
})
